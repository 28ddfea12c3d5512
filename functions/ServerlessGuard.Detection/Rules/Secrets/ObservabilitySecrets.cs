using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of monitoring, analytics and feature flags.</summary>
internal static class ObservabilitySecrets
{
    /// <summary>New Relic user, ingest, admin and query key.</summary>
    public static Rule NewRelicKey { get; } = new()
    {
        Id = "SG-SEC-119",
        Kind = "newrelic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("NRAK-", "NRII-", "NRIQ-", "NRRA-", "NRAA-", "NRJS-", "NRBR-", "NRSP"),
        Pattern = "NR(?:AK-[A-Z0-9]{27}|I[IQ]-[A-Za-z0-9_-]{32}|RA-[0-9a-f]{42}|AA-[0-9a-f]{27}|JS-[0-9a-f]{19}|BR-[0-9a-f]{19})",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «NRA" + "K-C2Z616F" + "MOQ2PE4TZY2ZZNODUK3I» before Friday.",
        ],
        Negatives = [
            "NRAK-C is not one",
            "The newrelic-key page describes the format.",
        ],
    };

    /// <summary>New Relic licence key: forty digits that end in NRAL.</summary>
    public static Rule NewRelicLicense { get; } = new()
    {
        Id = "SG-SEC-120",
        Kind = "newrelic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["FFFFNRAL", "NRAL"], 40),
        Pattern = "(?:eu01xx)?[0-9a-f]{26,36}(?:FFFF)?NRAL",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «c7b" + "8edcb5126d9f" + "825c1acd34a7c97bdFFFFNRAL» before Friday.",
        ],
        Negatives = [
            "c7b8ed is not one",
            "The newrelic-key page describes the format.",
        ],
    };

    /// <summary>Grafana service account and cloud token.</summary>
    public static Rule GrafanaToken { get; } = new()
    {
        Id = "SG-SEC-121",
        Kind = "grafana-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("glsa_", "glc_"),
        Pattern = "glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2}",
        MaxLength = 410,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «gls" + "a_eGexhPqJqTvn" + "BCSI2ycMRfzcxUu16lua_0250dbc7» before Friday.",
        ],
        Negatives = [
            "glsa_e is not one",
            "The grafana-token page describes the format.",
        ],
    };

    /// <summary>Grafana API key of the older form: base 64 of {"k":".</summary>
    public static Rule GrafanaLegacyKey { get; } = new()
    {
        Id = "SG-SEC-122",
        Kind = "grafana-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("eyJrIjoi"),
        Pattern = "eyJrIjoi[A-Za-z0-9+/_-]{50,200}={0,2}",
        MaxLength = 220,
        Confidence = 0.95,
        Positives = [
            "Rotate «eyJ" + "rIjoiRMvqWNdZVKXQgINypRICmyO" + "q66IWMe86FB8vB8lr2tgS1tQvNugwxiWe3MLcdXSQtv6FUdRNdclkpw6q» before Friday.",
        ],
        Negatives = [
            "eyJrIjoiRMv is not one",
            "The grafana-key page describes the format.",
        ],
    };

    /// <summary>Sentry user and organisation token.</summary>
    public static Rule SentryToken { get; } = new()
    {
        Id = "SG-SEC-123",
        Kind = "sentry-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sntryu_", "sntrys_", "sntrya_"),
        Pattern = "sntrya?u?_[0-9a-f]{64}|sntrys_eyJ[A-Za-z0-9+/=_]{80,}",
        MaxLength = 512,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «snt" + "ryu_ecf792377f265d43ff" + "7c10a3f55f567aa4067b36080e95ea187e1daa5231b00c» before Friday.",
        ],
        Negatives = [
            "sntryu_e is not one",
            "The sentry-token page describes the format.",
        ],
    };

    /// <summary>Sentry DSN of the older form, with its secret.</summary>
    public static Rule SentryDsn { get; } = new()
    {
        Id = "SG-SEC-124",
        Kind = "sentry-dsn",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["ingest.sentry.io/", ".sentry.io/", "sentry.io/"], 110),
        Pattern = @"https://[0-9a-f]{32}:[0-9a-f]{32}@[a-z0-9.-]{0,40}sentry\.io/[0-9]{1,20}",
        MaxLength = 180,
        Confidence = 0.95,
        Positives = [
            "Rotate «htt" + "ps://d301b886b54986b3d0e525252b75" + "6260:9f739733340ac09b84e54f424adbaf16@o1234.ingest.sentry.io/1225134» before Friday.",
        ],
        Negatives = [
            "https://d301b is not one",
            "The sentry-dsn page describes the format.",
        ],
    };

    /// <summary>Dynatrace token.</summary>
    public static Rule DynatraceToken { get; } = new()
    {
        Id = "SG-SEC-125",
        Kind = "dynatrace-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dt0"),
        Pattern = @"dt0[a-z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «dt0" + "c01.D33M6ZEKVSAECNA6HPHCSRJ4.KW" + "25NJR7JWY5XMPYYT3SRCSSP3WSOFUKELOKZDQLBN2LKADOIDFIRKRKEL5TILYI» before Friday.",
        ],
        Negatives = [
            "dt0c01.D33M6 is not one",
            "The dynatrace-token page describes the format.",
        ],
    };

    /// <summary>Honeycomb ingest and management key.</summary>
    public static Rule HoneycombKey { get; } = new()
    {
        Id = "SG-SEC-126",
        Kind = "honeycomb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hcaik_", "hcaic_", "hcbik_", "hcxik_", "hcamk_"),
        Pattern = "hc[abx](?:ik|ic|mk|lk)_[A-Za-z0-9]{26,64}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «hca" + "ik_g5twc3oi5yar6k6zb" + "wrf30cun2k8ags17f0sfw5tmeoiv5ovqwjexbc435» before Friday.",
        ],
        Negatives = [
            "hcaik_g5 is not one",
            "The honeycomb-key page describes the format.",
        ],
    };

    /// <summary>PostHog personal and project key.</summary>
    public static Rule PostHogKey { get; } = new()
    {
        Id = "SG-SEC-127",
        Kind = "posthog-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("phx_", "phc_"),
        Pattern = "ph[xc]_[A-Za-z0-9]{40,48}",
        MaxLength = 52,
        Confidence = 0.95,
        Positives = [
            "Rotate «phx" + "_ICOLWKabmskaj" + "4leSaAnd9oeIG9v1OJID4H22g1IGFI» before Friday.",
        ],
        Negatives = [
            "phx_IC is not one",
            "The posthog-key page describes the format.",
        ],
    };

    /// <summary>Segment public API token.</summary>
    public static Rule SegmentToken { get; } = new()
    {
        Id = "SG-SEC-128",
        Kind = "segment-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sgp_"),
        Pattern = "sgp_[A-Za-z0-9]{64}",
        MaxLength = 68,
        Confidence = 0.95,
        Positives = [
            "Rotate «sgp" + "_cdPSB6soSIoIP544lQ5Q" + "86N6H2zSyslJETUKI8OF8toonucF762zEhM0KoQgqKE0» before Friday.",
        ],
        Negatives = [
            "sgp_cdPS is not one",
            "The segment-token page describes the format.",
        ],
    };

    /// <summary>Datadog key in its headers and variables.</summary>
    public static Rule DatadogKey { get; } = new()
    {
        Id = "SG-SEC-129",
        Kind = "datadog-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("DD-API-KEY", "DD_API_KEY", "DD-APPLICATION-KEY", "DD_APP_KEY", "datadog"),
        Pattern = @"(?:dd[_-](?:api|app|application)[_-]key|datadog[\w.-]{0,24})[""\x27]?\s{0,3}[=:]\s{0,3}[""\x27]?(?<v>[0-9a-f]{40}|[0-9a-f]{32})",
        IgnoreCase = true,
        MaxLength = 90,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate DD_API_KEY=«3a0" + "64ce9760e" + "eca999a078acca6089c5» before Friday.",
        ],
        Negatives = [
            "DD_API_KEY=3a064c is not one",
            "The datadog-key page describes the format.",
        ],
    };

    /// <summary>Splunk HTTP event collector token in its header.</summary>
    public static Rule SplunkToken { get; } = new()
    {
        Id = "SG-SEC-130",
        Kind = "splunk-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("Splunk "),
        Pattern = "Splunk (?<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
        IgnoreCase = true,
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate Authorization: Splunk «061" + "738e4-8114-" + "abda-3ce7-fa7cdd0a2f9c» before Friday.",
        ],
        Negatives = [
            "Authorization: Splunk 061738 is not one",
            "The splunk-token page describes the format.",
        ],
    };

    /// <summary>LaunchDarkly SDK, mobile and API key.</summary>
    public static Rule LaunchDarklyKey { get; } = new()
    {
        Id = "SG-SEC-131",
        Kind = "launchdarkly-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sdk-", "mob-", "api-"),
        Pattern = "(?:sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 40,
        Confidence = 0.9,
        Positives = [
            "Rotate «sdk" + "-f07b9428-db" + "59-eafd-3afa-8180251d765e» before Friday.",
        ],
        Negatives = [
            "sdk-f0 is not one",
            "The launchdarkly-key page describes the format.",
        ],
    };

    /// <summary>Statsig key.</summary>
    public static Rule StatsigKey { get; } = new()
    {
        Id = "SG-SEC-132",
        Kind = "statsig-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret-", "console-"),
        Pattern = "(?:secret|console)-[A-Za-z0-9]{43}",
        MaxLength = 51,
        Check = SecretShape.MixedRandom,
        Confidence = 0.85,
        Positives = [
            "Rotate «sec" + "ret-L8AJQIVAq6l" + "LZy9VNynssRWdDhxsA4udFTAFE4MqFwm» before Friday.",
        ],
        Negatives = [
            "secret is not one",
            "The statsig-key page describes the format.",
        ],
    };
}
