"""msgraph-sdk: the service client, signed in by a credential of azure-identity's kind with a token that never changes."""

import asyncio
import json
import sys
import time
from urllib.parse import urlparse

from azure.core.credentials import AccessToken
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient

from models import CONFIGURATIONS


class Credential:
    """A token that never changes."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        return AccessToken(self._token, int(time.time()) + 3600)


async def main() -> None:
    at = json.loads(sys.stdin.readline())
    provider = AzureIdentityAuthenticationProvider(
        Credential(at["token"]),
        scopes=["https://graph.microsoft.com/.default"],
        allowed_hosts=[urlparse(at["root"]).netloc, urlparse(at["root"]).hostname],
    )
    adapter = GraphRequestAdapter(provider)
    client = GraphServiceClient(request_adapter=adapter)
    # Set behind the client, whose own start would put Graph's address in its place.
    adapter.base_url = at["root"]
    client.path_parameters["baseurl"] = at["root"]
    for line in sys.stdin:
        print(json.dumps(await update(client, json.loads(line))), flush=True)


async def update(client: GraphServiceClient, intent: dict) -> dict:
    """One update, and what came of it."""
    configurations = client.policies.authentication_methods_policy.authentication_method_configurations
    key = intent["path"].rsplit("/", 1)[1]
    try:
        answer = await configurations.by_authentication_method_configuration_id(key).patch(body_of(intent))
    except Exception as error:  # Whatever it raises is what its user has to deal with.
        code = getattr(getattr(error, "error", None), "code", None)
        return {"ok": False, "why": ": ".join(filter(None, [code, str(error) or type(error).__name__]))}
    return {"ok": True, "value": answer and {"id": answer.id, "state": answer.state and answer.state.value}}


def body_of(intent: dict):
    """The SDK's model with the members of the update, and no others."""
    if intent.get("aside"):
        body = CONFIGURATIONS[intent["operation"]]({})
        body.additional_data = intent["members"]
    else:
        body = CONFIGURATIONS[intent["operation"]](intent["members"])
    body.odata_type = intent["type"]
    return body


asyncio.run(main())
