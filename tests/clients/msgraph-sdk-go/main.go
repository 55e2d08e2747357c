// msgraph-sdk-go: the request builder and the models of the policy, over the SDK's own request adapter.
// The package msgraphsdkgo has the builders of all of Graph, and imports them all; the builder of this path
// is in policies, and is what the service client returns for it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoft/kiota-abstractions-go/serialization"
	kiotajson "github.com/microsoft/kiota-serialization-json-go"
	kiotatext "github.com/microsoft/kiota-serialization-text-go"
	core "github.com/microsoftgraph/msgraph-sdk-go-core"
	"github.com/microsoftgraph/msgraph-sdk-go-core/authentication"
	"github.com/microsoftgraph/msgraph-sdk-go/models/odataerrors"
	"github.com/microsoftgraph/msgraph-sdk-go/policies"
)

type session struct {
	Root  string `json:"root"`
	Token string `json:"token"`
}

type intent struct {
	Operation string          `json:"operation"`
	Path      string          `json:"path"`
	Type      string          `json:"type"`
	Members   json.RawMessage `json:"members"`
	Aside     bool            `json:"aside"`
}

type outcome struct {
	OK    bool   `json:"ok"`
	Value any    `json:"value,omitempty"`
	Why   string `json:"why,omitempty"`
	// Lacks are the members of the update that the models do not have: nothing was sent then.
	Lacks []string `json:"lacks,omitempty"`
}

// credential is a token that never changes.
type credential struct{ token string }

func (c credential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: c.token, ExpiresOn: time.Now().Add(time.Hour)}, nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	lines.Scan()
	var at session
	must(json.Unmarshal(lines.Bytes(), &at))
	adapter, err := adapterFor(at)
	must(err)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var meant intent
		must(json.Unmarshal(lines.Bytes(), &meant))
		must(answers.Encode(update(adapter, at, meant)))
	}
}

// adapterFor does what NewGraphServiceClientWithCredentialsAndHosts does: serializers, sign-in, base address.
func adapterFor(at session) (*core.GraphRequestAdapterBase, error) {
	abstractions.RegisterDefaultSerializer(func() serialization.SerializationWriterFactory {
		return kiotajson.NewJsonSerializationWriterFactory()
	})
	abstractions.RegisterDefaultDeserializer(func() serialization.ParseNodeFactory {
		return kiotajson.NewJsonParseNodeFactory()
	})
	abstractions.RegisterDefaultDeserializer(func() serialization.ParseNodeFactory {
		return kiotatext.NewTextParseNodeFactory()
	})
	root, err := url.Parse(at.Root)
	if err != nil {
		return nil, err
	}
	auth, err := authentication.NewAzureIdentityAuthenticationProviderWithScopesAndValidHosts(
		credential{at.Token}, []string{"https://graph.microsoft.com/.default"}, []string{root.Hostname(), root.Host})
	if err != nil {
		return nil, err
	}
	adapter, err := core.NewGraphRequestAdapterBase(auth, core.GraphClientOptions{GraphServiceLibraryVersion: sdkVersion()})
	if err != nil {
		return nil, err
	}
	adapter.SetBaseUrl(at.Root)
	return adapter, nil
}

func update(adapter *core.GraphRequestAdapterBase, at session, meant intent) outcome {
	body, lacks := configurationOf(meant)
	if len(lacks) > 0 {
		return outcome{Lacks: lacks, Why: "the models have no " + strings.Join(lacks, ", ")}
	}
	key := meant.Path[strings.LastIndex(meant.Path, "/")+1:]
	answer, err := policies.NewAuthenticationMethodsPolicyRequestBuilderInternal(
		map[string]string{"baseurl": at.Root}, adapter,
	).AuthenticationMethodConfigurations().ByAuthenticationMethodConfigurationId(key).Patch(context.Background(), body, nil)
	if err != nil {
		return outcome{Why: told(err)}
	}
	if answer == nil {
		return outcome{OK: true}
	}
	return outcome{OK: true, Value: map[string]any{"id": deref(answer.GetId()), "state": answer.GetState()}}
}

// told is what a program can read of an error: its text, and the code and message of the body.
func told(err error) string {
	var odata *odataerrors.ODataError
	if errors.As(err, &odata) && odata.GetErrorEscaped() != nil {
		return fmt.Sprintf("%s: %s", deref(odata.GetErrorEscaped().GetCode()), deref(odata.GetErrorEscaped().GetMessage()))
	}
	return err.Error()
}

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
