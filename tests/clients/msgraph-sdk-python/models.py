"""The SDK's models of the updates: the names of their members, and how a value of each is made from JSON."""

from importlib import import_module
from uuid import UUID


def named(module: str) -> type:
    """The class of a module of the SDK's, each of which has one."""
    members = vars(import_module(f"msgraph.generated.models.{module}"))
    return next(each for name, each in members.items() if name.lower() == module.replace("_", ""))


def model(module: str, **members):
    """Makes an object of a model, with the members that JSON has, each by its name there: (attribute, how it is made)."""
    kind = named(module)

    def made(value: dict):
        body = kind()
        for name, each in value.items():
            attribute, make = members[name]
            setattr(body, attribute, make(each))
        return body

    return made


def many(make):
    return lambda values: [make(each) for each in values]


def flags(kind: type):
    """A value of an enumeration; several, which stand in one text with commas between them, as the model reads them."""

    def made(text: str):
        values = [kind(each) for each in text.split(",")]
        return values[0] if len(values) == 1 else values

    return made


def target(module: str = "authentication_method_target", **members):
    return model(
        module,
        id=("id", str),
        targetType=("target_type", named("authentication_method_target_type")),
        isRegistrationRequired=("is_registration_required", bool),
        **members,
    )


FEATURE_TARGET = model("feature_target", id=("id", str), targetType=("target_type", named("feature_target_type")))
FEATURE = model(
    "authentication_method_feature_configuration",
    state=("state", named("advanced_config_state")),
    includeTarget=("include_target", FEATURE_TARGET),
    excludeTarget=("exclude_target", FEATURE_TARGET),
)
KEY_RESTRICTIONS = model(
    "fido2_key_restrictions",
    isEnforced=("is_enforced", bool),
    enforcementType=("enforcement_type", named("fido2_restriction_enforcement_type")),
    aaGuids=("aa_guids", many(str)),
)
PASSKEY_PROFILE = model(
    "passkey_profile",
    id=("id", str),
    name=("name", str),
    passkeyTypes=("passkey_types", flags(named("passkey_types"))),
    attestationEnforcement=("attestation_enforcement", named("attestation_enforcement")),
    keyRestrictions=("key_restrictions", KEY_RESTRICTIONS),
)
CERTIFICATE_MODE = named("x509_certificate_authentication_mode")
RULE = model(
    "x509_certificate_rule",
    identifier=("identifier", str),
    x509CertificateAuthenticationMode=("x509_certificate_authentication_mode", CERTIFICATE_MODE),
    x509CertificateRuleType=("x509_certificate_rule_type", named("x509_certificate_rule_type")),
)
BINDING = model(
    "x509_certificate_user_binding",
    x509CertificateField=("x509_certificate_field", str),
    userProperty=("user_property", str),
    priority=("priority", int),
)
SCOPE = model(
    "x509_certificate_authority_scope",
    subjectKeyIdentifier=("subject_key_identifier", str),
    publicKeyInfrastructureIdentifier=("public_key_infrastructure_identifier", str),
    includeTargets=("include_targets", many(target("include_target"))),
)


def configuration(module: str, target, **members):
    return model(
        f"{module}_authentication_method_configuration",
        id=("id", str),
        state=("state", named("authentication_method_state")),
        includeTargets=("include_targets", many(target)),
        excludeTargets=("exclude_targets", many(EXCLUDED)),
        **members,
    )


EXCLUDED = target("exclude_target")

#: What makes the body of an update, by the operation.
CONFIGURATIONS = {
    "temporaryAccessPass": configuration(
        "temporary_access_pass",
        target(),
        defaultLength=("default_length", int),
        defaultLifetimeInMinutes=("default_lifetime_in_minutes", int),
        minimumLifetimeInMinutes=("minimum_lifetime_in_minutes", int),
        maximumLifetimeInMinutes=("maximum_lifetime_in_minutes", int),
        isUsableOnce=("is_usable_once", bool),
    ),
    "microsoftAuthenticator": configuration(
        "microsoft_authenticator",
        target(
            "microsoft_authenticator_authentication_method_target",
            authenticationMode=("authentication_mode", named("microsoft_authenticator_authentication_mode")),
        ),
        isSoftwareOathEnabled=("is_software_oath_enabled", bool),
        featureSettings=(
            "feature_settings",
            model(
                "microsoft_authenticator_feature_settings",
                displayAppInformationRequiredState=("display_app_information_required_state", FEATURE),
                displayLocationInformationRequiredState=("display_location_information_required_state", FEATURE),
            ),
        ),
    ),
    "fido2": configuration(
        "fido2",
        target(
            "passkey_authentication_method_target",
            allowedPasskeyProfiles=("allowed_passkey_profiles", many(UUID)),
        ),
        isSelfServiceRegistrationAllowed=("is_self_service_registration_allowed", bool),
        isAttestationEnforced=("is_attestation_enforced", bool),
        keyRestrictions=("key_restrictions", KEY_RESTRICTIONS),
        passkeyProfiles=("passkey_profiles", many(PASSKEY_PROFILE)),
        defaultPasskeyProfile=("default_passkey_profile", str),
    ),
    "x509Certificate": configuration(
        "x509_certificate",
        target(),
        certificateUserBindings=("certificate_user_bindings", many(BINDING)),
        authenticationModeConfiguration=(
            "authentication_mode_configuration",
            model(
                "x509_certificate_authentication_mode_configuration",
                x509CertificateAuthenticationDefaultMode=(
                    "x509_certificate_authentication_default_mode",
                    CERTIFICATE_MODE,
                ),
                rules=("rules", many(RULE)),
            ),
        ),
        certificateAuthorityScopes=("certificate_authority_scopes", many(SCOPE)),
        crlValidationConfiguration=(
            "crl_validation_configuration",
            model(
                "x509_certificate_c_r_l_validation_configuration",
                state=("state", named("x509_certificate_c_r_l_validation_configuration_state")),
                exemptedCertificateAuthoritiesSubjectKeyIdentifiers=(
                    "exempted_certificate_authorities_subject_key_identifiers",
                    many(str),
                ),
            ),
        ),
        issuerHintsConfiguration=(
            "issuer_hints_configuration",
            model(
                "x509_certificate_issuer_hints_configuration",
                state=("state", named("x509_certificate_issuer_hints_state")),
            ),
        ),
    ),
}
