"""pact-python: writes the Pact of one update, in the folder that it is given, after a client sent it to the mock."""

import json
import sys
import urllib.request

from pact import Pact, match

TYPE = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"
PATH = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass"
TOKEN = "Bearer an-example-and-no-token"

pact = Pact("pact-python", "microsoft-graph-tap-policy").with_specification("V4")
(
    pact.upon_receiving("an update of state alone")
    .given("the policy is set", {"state": "disabled"})
    .given("the caller may update the policy")
    .with_request("PATCH", PATH)
    .with_header("Authorization", match.regex(TOKEN, regex="^Bearer [A-Za-z0-9._~+/-]+=*$"))
    .with_header("Content-Type", "application/json")
    .with_body({"@odata.type": TYPE, "state": match.regex("enabled", regex="^(enabled|disabled)$")}, "application/json")
    .will_respond_with(204)
)
with pact.serve() as server:
    request = urllib.request.Request(
        f"{server.url}{PATH}",
        data=json.dumps({"@odata.type": TYPE, "state": "enabled"}).encode(),
        headers={"Authorization": TOKEN, "Content-Type": "application/json"},
        method="PATCH",
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        assert answer.status == 204
pact.write_file(sys.argv[1], overwrite=True)
