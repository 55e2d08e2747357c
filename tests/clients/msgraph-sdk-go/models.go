package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/microsoft/kiota-abstractions-go/serialization"
	"github.com/microsoftgraph/msgraph-sdk-go/models"
)

// reading makes the SDK's models from the members of an update.
type reading struct {
	// aside puts members that a model does not have into its additional data; else they are noted.
	aside bool
	lacks []string
	path  []string
}

type raw = json.RawMessage

// setters are what a model has, by the names of the members in JSON.
type setters map[string]func(raw)

// configurationOf is the SDK's model with the members of the update, and no others; and what it has no member for.
func configurationOf(meant intent) (models.AuthenticationMethodConfigurationable, []string) {
	r := &reading{aside: meant.Aside}
	made := map[string]func(raw) models.AuthenticationMethodConfigurationable{
		"temporaryAccessPass":    r.temporaryAccessPass,
		"microsoftAuthenticator": r.microsoftAuthenticator,
		"fido2":                  r.fido2,
		"x509Certificate":        r.x509Certificate,
	}[meant.Operation](meant.Members)
	made.SetOdataType(&meant.Type)
	return made, r.lacks
}

func (r *reading) temporaryAccessPass(members raw) models.AuthenticationMethodConfigurationable {
	made := models.NewTemporaryAccessPassAuthenticationMethodConfiguration()
	set := r.shared(made)
	set["includeTargets"] = many(r.target, made.SetIncludeTargets)
	set["defaultLength"] = value(made.SetDefaultLength)
	set["defaultLifetimeInMinutes"] = value(made.SetDefaultLifetimeInMinutes)
	set["minimumLifetimeInMinutes"] = value(made.SetMinimumLifetimeInMinutes)
	set["maximumLifetimeInMinutes"] = value(made.SetMaximumLifetimeInMinutes)
	set["isUsableOnce"] = value(made.SetIsUsableOnce)
	r.fill(members, made, set)
	return made
}

func (r *reading) microsoftAuthenticator(members raw) models.AuthenticationMethodConfigurationable {
	made := models.NewMicrosoftAuthenticatorAuthenticationMethodConfiguration()
	set := r.shared(made)
	set["isSoftwareOathEnabled"] = value(made.SetIsSoftwareOathEnabled)
	set["featureSettings"] = one(func(members raw) models.MicrosoftAuthenticatorFeatureSettingsable {
		made := models.NewMicrosoftAuthenticatorFeatureSettings()
		r.fill(members, made, setters{
			"displayAppInformationRequiredState":      one(r.feature, made.SetDisplayAppInformationRequiredState),
			"displayLocationInformationRequiredState": one(r.feature, made.SetDisplayLocationInformationRequiredState),
		})
		return made
	}, made.SetFeatureSettings)
	set["includeTargets"] = many(func(members raw) models.MicrosoftAuthenticatorAuthenticationMethodTargetable {
		made := models.NewMicrosoftAuthenticatorAuthenticationMethodTarget()
		set := targetOf(made)
		set["authenticationMode"] = choice(models.ParseMicrosoftAuthenticatorAuthenticationMode, made.SetAuthenticationMode)
		r.fill(members, made, set)
		return made
	}, made.SetIncludeTargets)
	r.fill(members, made, set)
	return made
}

func (r *reading) fido2(members raw) models.AuthenticationMethodConfigurationable {
	made := models.NewFido2AuthenticationMethodConfiguration()
	set := r.shared(made)
	set["includeTargets"] = many(r.target, made.SetIncludeTargets)
	set["isSelfServiceRegistrationAllowed"] = value(made.SetIsSelfServiceRegistrationAllowed)
	set["isAttestationEnforced"] = value(made.SetIsAttestationEnforced)
	set["keyRestrictions"] = one(func(members raw) models.Fido2KeyRestrictionsable {
		made := models.NewFido2KeyRestrictions()
		r.fill(members, made, setters{
			"isEnforced":      value(made.SetIsEnforced),
			"enforcementType": choice(models.ParseFido2RestrictionEnforcementType, made.SetEnforcementType),
			"aaGuids":         texts(made.SetAaGuids),
		})
		return made
	}, made.SetKeyRestrictions)
	r.fill(members, made, set)
	return made
}

func (r *reading) x509Certificate(members raw) models.AuthenticationMethodConfigurationable {
	made := models.NewX509CertificateAuthenticationMethodConfiguration()
	set := r.shared(made)
	set["includeTargets"] = many(r.target, made.SetIncludeTargets)
	set["certificateUserBindings"] = many(func(members raw) models.X509CertificateUserBindingable {
		made := models.NewX509CertificateUserBinding()
		r.fill(members, made, setters{
			"x509CertificateField": value(made.SetX509CertificateField),
			"userProperty":         value(made.SetUserProperty),
			"priority":             value(made.SetPriority),
		})
		return made
	}, made.SetCertificateUserBindings)
	set["authenticationModeConfiguration"] = one(r.mode, made.SetAuthenticationModeConfiguration)
	set["crlValidationConfiguration"] = one(func(members raw) models.X509CertificateCRLValidationConfigurationable {
		made := models.NewX509CertificateCRLValidationConfiguration()
		r.fill(members, made, setters{
			"state": choice(models.ParseX509CertificateCRLValidationConfigurationState, made.SetState),
			"exemptedCertificateAuthoritiesSubjectKeyIdentifiers": texts(
				made.SetExemptedCertificateAuthoritiesSubjectKeyIdentifiers),
		})
		return made
	}, made.SetCrlValidationConfiguration)
	r.fill(members, made, set)
	return made
}

func (r *reading) mode(members raw) models.X509CertificateAuthenticationModeConfigurationable {
	made := models.NewX509CertificateAuthenticationModeConfiguration()
	r.fill(members, made, setters{
		"x509CertificateAuthenticationDefaultMode": choice(
			models.ParseX509CertificateAuthenticationMode, made.SetX509CertificateAuthenticationDefaultMode),
		"rules": many(func(members raw) models.X509CertificateRuleable {
			made := models.NewX509CertificateRule()
			r.fill(members, made, setters{
				"identifier":              value(made.SetIdentifier),
				"x509CertificateRuleType": choice(models.ParseX509CertificateRuleType, made.SetX509CertificateRuleType),
				"x509CertificateAuthenticationMode": choice(
					models.ParseX509CertificateAuthenticationMode, made.SetX509CertificateAuthenticationMode),
			})
			return made
		}, made.SetRules),
	})
	return made
}

func (r *reading) feature(members raw) models.AuthenticationMethodFeatureConfigurationable {
	target := func(members raw) models.FeatureTargetable {
		made := models.NewFeatureTarget()
		r.fill(members, made, setters{
			"id":         value(made.SetId),
			"targetType": choice(models.ParseFeatureTargetType, made.SetTargetType),
		})
		return made
	}
	made := models.NewAuthenticationMethodFeatureConfiguration()
	r.fill(members, made, setters{
		"state":         choice(models.ParseAdvancedConfigState, made.SetState),
		"includeTarget": one(target, made.SetIncludeTarget),
		"excludeTarget": one(target, made.SetExcludeTarget),
	})
	return made
}

func (r *reading) target(members raw) models.AuthenticationMethodTargetable {
	made := models.NewAuthenticationMethodTarget()
	r.fill(members, made, targetOf(made))
	return made
}

func targetOf(made models.AuthenticationMethodTargetable) setters {
	return setters{
		"id":                     value(made.SetId),
		"targetType":             choice(models.ParseAuthenticationMethodTargetType, made.SetTargetType),
		"isRegistrationRequired": value(made.SetIsRegistrationRequired),
	}
}

// shared are the members that all configurations have.
func (r *reading) shared(made models.AuthenticationMethodConfigurationable) setters {
	return setters{
		"id":    value(made.SetId),
		"state": choice(models.ParseAuthenticationMethodState, made.SetState),
		"excludeTargets": many(func(members raw) models.ExcludeTargetable {
			made := models.NewExcludeTarget()
			r.fill(members, made, setters{
				"id":         value(made.SetId),
				"targetType": choice(models.ParseAuthenticationMethodTargetType, made.SetTargetType),
			})
			return made
		}, made.SetExcludeTargets),
	}
}

// fill sets the members that a model has, and does with the others what reading says.
func (r *reading) fill(text raw, made serialization.AdditionalDataHolder, set setters) {
	var members map[string]raw
	must(json.Unmarshal(text, &members))
	for name, member := range members {
		r.path = append(r.path, name)
		if apply, ok := set[name]; ok {
			apply(member)
		} else if r.aside {
			var given any
			must(json.Unmarshal(member, &given))
			more := made.GetAdditionalData()
			more[name] = given
			made.SetAdditionalData(more)
		} else {
			r.lacks = append(r.lacks, strings.Join(r.path, "."))
		}
		r.path = r.path[:len(r.path)-1]
	}
}

func value[T any](set func(*T)) func(raw) {
	return func(text raw) {
		var made T
		must(json.Unmarshal(text, &made))
		set(&made)
	}
}

func texts(set func([]string)) func(raw) {
	return func(text raw) {
		made := []string{}
		must(json.Unmarshal(text, &made))
		set(made)
	}
}

func one[T any](make func(raw) T, set func(T)) func(raw) {
	return func(text raw) { set(make(text)) }
}

func many[T any](make func(raw) T, set func([]T)) func(raw) {
	return func(text raw) {
		var each []raw
		must(json.Unmarshal(text, &each))
		made := []T{}
		for _, one := range each {
			made = append(made, make(one))
		}
		set(made)
	}
}

func choice[T any](parse func(string) (any, error), set func(*T)) func(raw) {
	return func(text raw) {
		var name string
		must(json.Unmarshal(text, &name))
		made, err := parse(name)
		must(err)
		found, ok := made.(*T)
		if !ok {
			must(fmt.Errorf("%s is no value of the enumeration", name))
		}
		set(found)
	}
}
