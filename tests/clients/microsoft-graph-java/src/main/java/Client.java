import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.models.AuthenticationMethodConfiguration;
import com.microsoft.graph.models.Fido2AuthenticationMethodConfiguration;
import com.microsoft.graph.models.MicrosoftAuthenticatorAuthenticationMethodConfiguration;
import com.microsoft.graph.models.TemporaryAccessPassAuthenticationMethodConfiguration;
import com.microsoft.graph.models.X509CertificateAuthenticationMethodConfiguration;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import reactor.core.publisher.Mono;

/** com.microsoft.graph:microsoft-graph: the service client, signed in with a token that never changes. */
public final class Client {
  private static final Gson GSON = new Gson();

  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    GraphServiceClient client = clientFor(GSON.fromJson(lines.readLine(), JsonObject.class));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(GSON.toJson(update(client, GSON.fromJson(line, JsonObject.class))));
      System.out.flush();
    }
    // The threads of the HTTP client would keep the process for a minute.
    System.exit(0);
  }

  private static GraphServiceClient clientFor(JsonObject at) throws Exception {
    String token = at.get("token").getAsString();
    String root = at.get("root").getAsString();
    URI uri = URI.create(root);
    TokenCredential credential = request -> Mono.just(new AccessToken(token, OffsetDateTime.now().plusHours(1)));
    AzureIdentityAuthenticationProvider provider =
        new AzureIdentityAuthenticationProvider(
            credential, new String[] {uri.getAuthority(), uri.getHost()}, "https://graph.microsoft.com/.default");
    OkHttpClient.Builder http = GraphClientFactory.create(GraphServiceClient.getGraphClientOptions());
    if (at.has("ca")) trust(http, Path.of(at.get("ca").getAsString()));
    GraphServiceClient client = new GraphServiceClient(provider, http.build());
    client.getRequestAdapter().setBaseUrl(root);
    return client;
  }

  private static void trust(OkHttpClient.Builder http, Path file) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);
    http.sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trusting.getTrustManagers()[0]);
  }

  /** One update, and what came of it. */
  private static Map<String, Object> update(GraphServiceClient client, JsonObject intent) {
    String path = intent.get("path").getAsString();
    Map<String, Object> outcome = new HashMap<>();
    try {
      AuthenticationMethodConfiguration answer =
          client
              .policies()
              .authenticationMethodsPolicy()
              .authenticationMethodConfigurations()
              .byAuthenticationMethodConfigurationId(path.substring(path.lastIndexOf('/') + 1))
              .patch(bodyOf(intent));
      outcome.put("ok", true);
      if (answer != null) outcome.put("value", Map.of("id", String.valueOf(answer.getId())));
    } catch (ODataError error) {
      outcome.put("ok", false);
      outcome.put("why", (error.getError() == null ? "" : error.getError().getCode() + ": ") + error.getMessage());
    } catch (RuntimeException error) {
      outcome.put("ok", false);
      outcome.put("why", String.valueOf(error.getMessage()));
    }
    return outcome;
  }

  /** The SDK's model with the members of the update, and no others. */
  private static AuthenticationMethodConfiguration bodyOf(JsonObject intent) {
    Class<? extends AuthenticationMethodConfiguration> kind =
        switch (intent.get("operation").getAsString()) {
          case "temporaryAccessPass" -> TemporaryAccessPassAuthenticationMethodConfiguration.class;
          case "microsoftAuthenticator" -> MicrosoftAuthenticatorAuthenticationMethodConfiguration.class;
          case "fido2" -> Fido2AuthenticationMethodConfiguration.class;
          case "x509Certificate" -> X509CertificateAuthenticationMethodConfiguration.class;
          default -> throw new IllegalArgumentException(intent.get("operation").getAsString());
        };
    AuthenticationMethodConfiguration body = Models.made(kind, intent.getAsJsonObject("members"));
    body.setOdataType(intent.get("type").getAsString());
    return body;
  }

  private Client() {}
}
