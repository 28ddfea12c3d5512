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
            "[«NR" + "AK-A4B377AIFU" + "2DA4DCD2EXNCACC8P»]",
        ],
        Negatives = [
            "regression input NRA" + "K-C2Z616FMOQ" + "2PE4TZY2ZZNODUK3",
            "regression input XRA" + "K-A4B377AIFU2" + "DA4DCD2EXNCACC8P",
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
            "export API_VALUE=«c6" + "b2bfcf7812e6d000c" + "1cce27d9c43fbFFFFNRAL»",
        ],
        Negatives = [
            "\"c7" + "b8edcb5126d9f825c" + "1acd34a7c97bdFFFFNRA\" was refused",
            "\"x6" + "b2bfcf7812e6d000c1" + "cce27d9c43fbFFFFNRAL\" was refused",
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
            "config: { \"value\": \"«gl" + "sa_eJaahAnLlCveEFCE3" + "cdCRbjcbUp23bia_4727aba1»\" }",
        ],
        Negatives = [
            "gls" + "a_eGexhPqJqTvnBCSI2" + "ycMRfzcxUu16lua_0250dbc is too short or misspelt",
            "xls" + "a_eJaahAnLlCveEFCE3c" + "dCRbjcbUp23bia_4727aba1 is too short or misspelt",
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
            "- value: «ey" + "JrIjoiDAzaUAfVVXNCxSVoqEWCatAy60AKFe94EA8" + "cC2sy4zjW5iQeFslzxeJf7BLbdXEIfe6EKeEDcelbtd4c»",
        ],
        Negatives = [
            "docs mention eyJ" + "rIjoiRMvqWNdZVKXQgINyp" + "RICmyOq66IWMe86FB8vB8lr2tg as a wrong one",
            "docs mention xyJ" + "rIjoiDAzaUAfVVXNCxSVoqEWCatAy60AKFe94EA8c" + "C2sy4zjW5iQeFslzxeJf7BLbdXEIfe6EKeEDcelbtd4c as a wrong one",
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
            "curl -H 'X-Value: «sn" + "tryu_abc933372e866c47cb2a59a3b66f" + "295fc9294b85318c61bf884f9cef9930b22a»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed snt" + "ryu_ecf792377f265d43ff7c10a3f55f" + "567aa4067b36080e95ea187e1daa5231b00 by mistake",
            "typed xnt" + "ryu_abc933372e866c47cb2a59a3b66f" + "295fc9294b85318c61bf884f9cef9930b22a by mistake",
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
            "found «ht" + "tps://f043b596d04059a2f1b132251a233286:8a99124439" + "0ee79b14b26a031dbfeb96@o4694.ixgdsz.sentry.io/9606990» in the build log",
        ],
        Negatives = [
            "parser dropped htt" + "ps://f043b596d04059a2f1b132251a233286:8a991244390" + "ee79b14b26a031dbfeb96@o4694.ixgdsz.sentry.io/9606990Q",
            "parser dropped xtt" + "ps://f043b596d04059a2f1b132251a233286:8a991244390" + "ee79b14b26a031dbfeb96@o4694.ixgdsz.sentry.io/9606990",
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
            "Set it to «dt" + "0d10.B41V5BEYEDEABAB6GNBAARZ8.PK11EMS1CWC5VFS" + "EVB9EAAREY8QRODKCENOCSEOFBV9BKABFEBFEESXFDT6CICIL» and restart.",
        ],
        Negatives = [
            "almost: dt0" + "c01.D33M6ZEKVSAECNA6HPHCSRJ4.KW25NJR7JWY5XMP" + "YYT3SRCSSP3WSOFUKELOKZDQLBN2LKADOIDFIRKRKEL5TILY",
            "almost: xt0" + "d10.B41V5BEYEDEABAB6GNBAARZ8.PK11EMS1CWC5VFSE" + "VB9EAAREY8QRODKCENOCSEOFBV9BKABFEBFEESXFDT6CICIL",
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
            "old value «hc" + "aik_f4mwb3oc8xac1e7rcrre71bip" + "8g9ebv18e0zce5badiuf5feeaffxde617», please revoke",
        ],
        Negatives = [
            "hca" + "ik_g5twc3o" + "i5yar6k6zbwrf3 never worked",
            "xca" + "ik_f4mwb3oc8xac1e7rcrre71bip8" + "g9ebv18e0zce5badiuf5feeaffxde617 never worked",
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
            "<entry>«ph" + "x_LBMAGAbdvqaab3yeYaE" + "ee4ofGH9v4EBAA6D31e2TMDB»</entry>",
        ],
        Negatives = [
            "test vector phx" + "_ICOLWKabmskaj4leS" + "aAnd9oeIG9v1OJID4H22g",
            "test vector xhx" + "_LBMAGAbdvqaab3yeYaE" + "ee4ofGH9v4EBAA6D31e2TMDB",
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
            "value=«sg" + "p_ecDSD4mcFOnIM649aX8J37U4B7hIy" + "adCAERMO8CC4coyfabC964jEvJ5FyEadYF4»;mode=live",
        ],
        Negatives = [
            "rejected value sgp" + "_cdPSB6soSIoIP544lQ5Q86N6H2zSy" + "slJETUKI8OF8toonucF762zEhM0KoQgqKE",
            "rejected value xgp" + "_ecDSD4mcFOnIM649aX8J37U4B7hIya" + "dCAERMO8CC4coyfabC964jEvJ5FyEadYF4",
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
            "# rotated on Monday: Rotate DD_API_KEY=«4f" + "854aa1362ffac" + "003a301fafc2783d2»",
        ],
        Negatives = [
            "regression input Rotate DD_" + "API_KEY=3a064ce976" + "0eeca999a078acca6089c",
            "regression input Rotate DD_" + "API_KEY=#f854aa136" + "2ffac003a301fafc2783d2",
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
            "client = Client('Authorization: Splunk «48" + "4767b0-4185-bdc" + "c-8ef6-ad5ded5a6f5a»')",
        ],
        Negatives = [
            "\"Authorization: Splunk 061" + "738e4-8114-abda" + "-3ce7-fa7cdd0a2f9\" was refused",
            "\"Authorization: Splunk #84" + "767b0-4185-bdcc" + "-8ef6-ad5ded5a6f5a\" was refused",
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
            "the attacker posted «sd" + "k-b77d0152-cc54-f" + "fed-7ecb-8085681b272d» at noon",
        ],
        Negatives = [
            "sdk" + "-f07b9428-db59-e" + "afd-3afa-8180251d765 is too short or misspelt",
            "xdk" + "-b77d0152-cc54-ff" + "ed-7ecb-8085681b272d is too short or misspelt",
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
            "| prod | «se" + "cret-Q9BVCABAn3bCVf2EC" + "oharNAcBczwB6cfCPCAB3AtFzf» |",
        ],
        Negatives = [
            "Rotate sec" + "ret-L8AJQIVAq6lLZy9VNy" + "nssRWdDhxsA4udFTAFexample before Friday.",
            "docs mention sec" + "ret-L8AJQIVAq6lLZy9VN" + "ynssRWdDhxsA4udFTAFE4MqFw as a wrong one",
            "docs mention xec" + "ret-Q9BVCABAn3bCVf2ECo" + "harNAcBczwB6cfCPCAB3AtFzf as a wrong one",
        ],
    };
}
