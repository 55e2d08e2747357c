import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.RequestResponsePact;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** pact-jvm: writes the Pact of one update, in the folder that it is given, after a client sent it to the mock. */
public final class Write {
  private static final String TYPE = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration";
  private static final String PATH =
      "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass";
  private static final String TOKEN = "Bearer an-example-and-no-token";

  public static void main(String[] args) {
    RequestResponsePact pact =
        ConsumerPactBuilder.consumer("pact-jvm")
            .hasPactWith("microsoft-graph-tap-policy")
            .given("the policy is set", Map.of("state", "disabled"))
            .given("the caller may update the policy")
            .uponReceiving("an update of state alone")
            .method("PATCH")
            .path(PATH)
            .matchHeader("Authorization", "^Bearer [A-Za-z0-9._~+/-]+=*$", TOKEN)
            .headers(Map.of("Content-Type", "application/json"))
            .body(
                new PactDslJsonBody()
                    .stringValue("@odata.type", TYPE)
                    .stringMatcher("state", "^(enabled|disabled)$", "enabled"))
            .willRespondWith()
            .status(204)
            .toPact(RequestResponsePact.class);
    PactVerificationResult result =
        ConsumerPactRunnerKt.runConsumerTest(
            pact,
            MockProviderConfig.createDefault(PactSpecVersion.V3),
            (mock, context) -> {
              HttpRequest request =
                  HttpRequest.newBuilder(URI.create(mock.getUrl() + PATH))
                      .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"@odata.type\":\"" + TYPE + "\",\"state\":\"enabled\"}"))
                      .header("Authorization", TOKEN)
                      .header("Content-Type", "application/json")
                      .version(HttpClient.Version.HTTP_1_1)
                      .build();
              return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            });
    if (!(result instanceof PactVerificationResult.Ok)) {
      System.err.println(result.getDescription());
      System.exit(1);
    }
    pact.write(args[0], PactSpecVersion.V3);
    System.exit(0);
  }

  private Write() {}
}
