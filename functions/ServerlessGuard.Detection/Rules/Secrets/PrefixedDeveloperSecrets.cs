namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of tools that build, deploy and watch software, whose vendors document a prefix.</summary>
internal static class PrefixedDeveloperSecrets
{
    /// <summary>Infracost, Octopus Deploy, OpenShift, Scalingo, Dependency-Track, Depot, Deno, JSR, Mergify.</summary>
    public static Rule BuildTool { get; } = new()
    {
        Id = "SG-SEC-231",
        Kind = "developer-tool-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "ico-", "API-", "sha256~", "tk-us-", "odt_", "depot_project_", "depot_user_", "depot_org_", "ddp_", "ddw_", "jsrp_",
            "jsrd_", "mergify_app_"),
        Pattern = @"ico-[A-Za-z0-9]{32}|API-[A-Z0-9]{26}|sha256~[A-Za-z0-9_-]{43}|tk-us-[A-Za-z0-9_-]{48}"
            + @"|odt_[A-Za-z0-9]{8}_[A-Za-z0-9]{32,40}|odt_[A-Za-z0-9]{32}|depot_project_[0-9a-f]{64}|depot_user_[0-9a-f]{64}"
            + @"|depot_org_[0-9a-f]{64}|ddp_[A-Za-z0-9]{36}|ddw_[A-Za-z0-9]{36}|jsrp_[A-Za-z0-9]{32}|jsrd_[A-Za-z0-9]{32}"
            + @"|mergify_app_[A-Za-z0-9]{32,64}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «tk-" + "us-NgVpqCzGdWmPyagqqr5vJ" + "IGA9HK2gOCZPeJMQW9cy78kyEk2» before Friday.",
            "token = «dep" + "ot_org_f1dfd9c9b9f89900715dc1ac1a2" + "7df8713e4731de361b43be4de8db4947f39b8» # from the vault",
            "curl sent «ddp" + "_rNRUKSLmOrWpm8pG" + "P6m4RcOdarqBbNcgoIre» by mistake",
        ],
        Negatives = [
            "a sample reads tk-" + "us-Wf6RkJpOxEEwnvvFVi1" + "3eZhCZ0N1XXnCBVqyZjxjP1Mus in the docs",
            "see qdp" + "_06lBPxLgD4ufIfBK" + "KF0RDt0Xaetn6QMfStFU there",
        ],
    };

    /// <summary>Trigger.dev, Inngest, Val Town, Socket, StackHawk, Checkly, FireHydrant, incident.io, GitBook, Unkey, Zuplo.</summary>
    public static Rule JobRunner { get; } = new()
    {
        Id = "SG-SEC-232",
        Kind = "job-runner-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "tr_prod_", "tr_dev_", "tr_stg_", "signkey-prod-", "signkey-test-", "vtwn_", "sktsec_", "hawk.", "cu_", "fhb-",
            "inc_live_", "gb_api_", "unkey_", "zpka_"),
        Pattern = @"tr_prod_[A-Za-z0-9]{20,28}|tr_dev_[A-Za-z0-9]{20,28}|tr_stg_[A-Za-z0-9]{20,28}|signkey-prod-[0-9a-f]{64}"
            + @"|signkey-test-[0-9a-f]{64}|vtwn_[A-Za-z0-9]{22,32}|sktsec_[A-Za-z0-9_-]{32,60}_api"
            + @"|hawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}|cu_[0-9a-f]{32}|fhb-[0-9a-f]{32,64}|inc_live_[0-9a-f]{64}"
            + @"|gb_api_[A-Za-z0-9]{40}|unkey_[A-Za-z0-9]{22,30}|zpka_[0-9a-f]{32}_[0-9a-f]{8}",
        MaxLength = 79,
        Confidence = 0.95,
        Positives = [
            "Rotate «vtw" + "n_riOQfDeC" + "6HeH6caMLsIqBZ» before Friday.",
            "token = «haw" + "k.KfksWmplrUJblY5j5c" + "ND.6WLya75FdleJXP6xuQEY» # from the vault",
            "curl sent «tr_" + "stg_cHsG02" + "ORHV8IlMXXkhMB» by mistake",
        ],
        Negatives = [
            "a sample reads vtw" + "n_pQCJXqY" + "TYUpqFIo2LMF in the docs",
            "see qr_" + "stg_MTdKC3" + "4lujMbMFZBGCUq there",
        ],
    };

    /// <summary>CockroachDB, dbt, Hex, Retool, Axiom, Neon roles, Tigris, Appwrite, Confluent.</summary>
    public static Rule DataPlatform { get; } = new()
    {
        Id = "SG-SEC-233",
        Kind = "data-platform-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CCDB1_", "dbtc_", "dbtu_", "dbts_", "hxtp_", "retool_01", "xaat-", "xapt-", "tid_", "tsec_", "standard_", "cflt"),
        Pattern = @"CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}|dbtc_[A-Za-z0-9_-]{36,48}|dbtu_[A-Za-z0-9_-]{36,48}"
            + @"|dbts_[A-Za-z0-9_-]{36,48}|hxtp_[0-9a-f]{64,96}|retool_01[a-z0-9]{24}|retool_01[A-Z0-9]{24}"
            + @"|xaat-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|xapt-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|tid_[A-Za-z0-9_-]{24,40}"
            + @"|tsec_[A-Za-z0-9_-]{50,80}|standard_[0-9a-f]{256}|cflt[A-Za-z0-9+/]{60}",
        MaxLength = 267,
        Confidence = 0.95,
        Positives = [
            "Rotate «tid" + "_QPMdobYzB1" + "oPIShdeDPzYP7n» before Friday.",
            "token = «cfl" + "tHLnFx1jGzgVYfak9PSNYV5qQZUEX" + "4hBDjbx3x8154bgwAIJIhXYgtGKheKpi» # from the vault",
            "curl sent «ret" + "ool_01f66tswp" + "p03dn2k9g3ig6jj7l» by mistake",
        ],
        Negatives = [
            "a sample reads tid" + "_ANN93T9h" + "A0aojZ0hVVTyk in the docs",
            "see qet" + "ool_01bzh5t8c" + "y0tfnq8h0v5n9i6gz there",
        ],
    };

    /// <summary>Exoscale, UpCloud, Volcengine, Backblaze application, Planet, Phase, Infisical service.</summary>
    public static Rule CloudHost { get; } = new()
    {
        Id = "SG-SEC-234",
        Kind = "cloud-host-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("EXO", "ucat_", "AKLT", "PLAK", "pss_service:v1:", "st."),
        Pattern = @"EXO[0-9a-f]{26}|ucat_[A-Za-z0-9]{26}|AKLT[A-Za-z0-9]{43,47}|PLAK[0-9a-f]{32}"
            + @"|pss_service:v1:[0-9a-f]{64}:[0-9a-f]{64}:[0-9a-f]{64}:[0-9a-f]{64}"
            + @"|st\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[0-9a-f]{32}\.[0-9a-f]{32}",
        MaxLength = 276,
        Confidence = 0.95,
        Positives = [
            "Rotate «AKL" + "TZ4lh0EtTpc6Zb9GQvEY" + "PNR6z78P3eQkhqs3ytqlNSXW» before Friday.",
            "token = «uca" + "t_qTNPiVUQdB" + "3AXzYW3aKq8FO7Fo» # from the vault",
            "curl sent «PLA" + "Kcb105f7734dae8" + "5083aa1099e1a386f2» by mistake",
        ],
        Negatives = [
            "a sample reads AKL" + "Tcg3TIdEWVHpsm7LxpB" + "uzevd9wsH382OIAnA6pYE6 in the docs",
            "see qLA" + "Kddfd8d02651458" + "a811e1d3f681208ee4 there",
        ],
    };

    /// <summary>Jina, Friendli, Anyscale, Cursor, Devin.</summary>
    public static Rule ModelHost { get; } = new()
    {
        Id = "SG-SEC-235",
        Kind = "model-host-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("jina_", "flp_", "esecret_", "key_", "apk_user_"),
        Pattern = @"jina_[0-9a-f]{32}[A-Za-z0-9]{32}|flp_[A-Za-z0-9]{46}|esecret_[a-z0-9]{26}|key_[0-9a-f]{64}"
            + @"|apk_user_[A-Za-z0-9]{40,90}",
        MaxLength = 101,
        Confidence = 0.95,
        Positives = [
            "Rotate «jin" + "a_788622857c93caf01dfc38130bbac" + "456GaFQXPKOpCmFUceI39cimyDo2BNyVkWx» before Friday.",
            "token = «apk" + "_user_U4dw0ejrkNc5bp4" + "PyjfTci2vM6ZcLhoslmChBmeO» # from the vault",
            "curl sent «key" + "_525cd4c3c0f9106a0dc9945cb31899" + "9735ca833db87f848cf241d86ac68e085b» by mistake",
        ],
        Negatives = [
            "a sample reads jin" + "a_686ca0300a8f02d7f5efd8ac7ae4" + "6451AA2lIUmKRRw9Pdxg7ciDR0qRqJD21 in the docs",
            "see qey" + "_10f730525b42b3bbd71a9e9de60ef8" + "f5814bb392ed8cfcfb231c24e4d374e99b there",
        ],
    };
}
