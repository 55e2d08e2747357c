import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.graph.models.AuthenticationMethodConfiguration;
import com.microsoft.graph.models.AuthenticationMethodState;
import com.microsoft.graph.models.AuthenticationMethodTarget;
import com.microsoft.graph.models.AuthenticationMethodTargetType;
import com.microsoft.graph.models.ExcludeTarget;
import com.microsoft.graph.models.TemporaryAccessPassAuthenticationMethodConfiguration;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private static TemporaryAccessPassAuthenticationMethodConfiguration bodyOf(JsonObject intent) {
    TemporaryAccessPassAuthenticationMethodConfiguration body =
        new TemporaryAccessPassAuthenticationMethodConfiguration();
    body.setOdataType(intent.get("type").getAsString());
    for (Map.Entry<String, JsonElement> member : intent.getAsJsonObject("members").entrySet()) {
      JsonElement value = member.getValue();
      switch (member.getKey()) {
        case "state" -> body.setState(AuthenticationMethodState.forValue(value.getAsString()));
        case "defaultLength" -> body.setDefaultLength(value.getAsInt());
        case "defaultLifetimeInMinutes" -> body.setDefaultLifetimeInMinutes(value.getAsInt());
        case "minimumLifetimeInMinutes" -> body.setMinimumLifetimeInMinutes(value.getAsInt());
        case "maximumLifetimeInMinutes" -> body.setMaximumLifetimeInMinutes(value.getAsInt());
        case "isUsableOnce" -> body.setIsUsableOnce(value.getAsBoolean());
        case "includeTargets" -> body.setIncludeTargets(included(value));
        case "excludeTargets" -> body.setExcludeTargets(excluded(value));
        default -> throw new IllegalArgumentException(member.getKey());
      }
    }
    return body;
  }

  private static List<AuthenticationMethodTarget> included(JsonElement targets) {
    List<AuthenticationMethodTarget> made = new ArrayList<>();
    for (JsonElement each : targets.getAsJsonArray()) {
      JsonObject meant = each.getAsJsonObject();
      AuthenticationMethodTarget target = new AuthenticationMethodTarget();
      target.setTargetType(AuthenticationMethodTargetType.forValue(meant.get("targetType").getAsString()));
      target.setId(meant.get("id").getAsString());
      target.setIsRegistrationRequired(meant.get("isRegistrationRequired").getAsBoolean());
      made.add(target);
    }
    return made;
  }

  private static List<ExcludeTarget> excluded(JsonElement targets) {
    List<ExcludeTarget> made = new ArrayList<>();
    for (JsonElement each : targets.getAsJsonArray()) {
      JsonObject meant = each.getAsJsonObject();
      ExcludeTarget target = new ExcludeTarget();
      target.setTargetType(AuthenticationMethodTargetType.forValue(meant.get("targetType").getAsString()));
      target.setId(meant.get("id").getAsString());
      made.add(target);
    }
    return made;
  }

  private Client() {}
}
