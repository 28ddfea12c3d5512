namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of hosted databases.</summary>
internal static class DatabaseSecrets
{
    /// <summary>Elastic Cloud API key.</summary>
    public static Rule ElasticCloudKey { get; } = new()
    {
        Id = "SG-SEC-085",
        Kind = "elastic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("essu_"),
        Pattern = "essu_[A-Za-z0-9+/]{60,100}={0,2}",
        MaxLength = 110,
        Confidence = 0.95,
        Positives = [
            "Rotate «ess" + "u_Nd3VJoG0BK8lRwgrJ9shSW" + "v18chwavH8Vb1xwtooUodMwJClkicJKls4uFr1ensYCQw7nIVH» before Friday.",
            "Set it to «es" + "su_Af4VDhK4CI0nWoaeJ4tyGEd33bbwcxR4T" + "e1dqcedOlcRqLFaerbBCcz3xAw4eacGCSa3nBFB» and restart.",
        ],
        Negatives = [
            "almost: ess" + "u_Nd3VJoG0BK8lRwgrJ9shSWv18c" + "hwavH8Vb1xwtooUodMwJClkicJKls4uF",
            "almost: xss" + "u_Af4VDhK4CI0nWoaeJ4tyGEd33bbwcxR4T" + "e1dqcedOlcRqLFaerbBCcz3xAw4eacGCSa3nBFB",
        ],
    };

    /// <summary>PlanetScale password, token and OAuth token.</summary>
    public static Rule PlanetScaleToken { get; } = new()
    {
        Id = "SG-SEC-133",
        Kind = "planetscale-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pscale_pw_", "pscale_tkn_", "pscale_oauth_"),
        Pattern = "pscale_(?:pw|tkn|oauth)_[A-Za-z0-9_.=-]{32,64}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «psc" + "ale_tkn_SE7Vj6uIX" + "35Kfa1ReyKKGQNFp1KcxhxghDYf7Q71DwU» before Friday.",
            "let v = \"«ps" + "cale_tkn_PF7Bc8aWS65Kcb1" + "KcbEAFEVFc1FexbdccEQb2Q16DdO»\";",
        ],
        Negatives = [
            "typed psc" + "ale_tkn_SE7Vj6uIX" + "35Kfa1ReyKKGQNFp1Kcx by mistake",
            "typed xsc" + "ale_tkn_PF7Bc8aWS65Kcb1K" + "cbEAFEVFc1FexbdccEQb2Q16DdO by mistake",
        ],
    };

    /// <summary>Supabase secret and personal key.</summary>
    public static Rule SupabaseKey { get; } = new()
    {
        Id = "SG-SEC-134",
        Kind = "supabase-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sb_secret_", "sbp_"),
        Pattern = "sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}|sbp_(?:oauth_|v0_)?[0-9a-f]{40}",
        MaxLength = 52,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sbp" + "_aa7441697b10" + "8874ba8ea027d28059b0818da26c» before Friday.",
            "«sb" + "p_cb1801487b869839a" + "a0ab827d93063a9973df41e» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped sbp" + "_aa7441697b108874b" + "a8ea027d28059b0818da26",
            "parser dropped xbp" + "_cb1801487b869839aa" + "0ab827d93063a9973df41e",
        ],
    };

    /// <summary>Databricks personal access token.</summary>
    public static Rule DatabricksToken { get; } = new()
    {
        Id = "SG-SEC-135",
        Kind = "databricks-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dapi"),
        Pattern = "dapi[0-9a-f]{32}(?:-[0-9])?",
        MaxLength = 38,
        Confidence = 0.95,
        Positives = [
            "Rotate «dap" + "iccef4b6d32" + "7b8f9a74e9bfb4fb728dd9» before Friday.",
            "ENTRY «da" + "pifbcf6d0b767b7" + "b3a72e1caa4be459cd5» END",
        ],
        Negatives = [
            "almost: dap" + "iccef4b6d327b8" + "f9a74e9bfb4fb728dd",
            "almost: xap" + "ifbcf6d0b767b7b" + "3a72e1caa4be459cd5",
        ],
    };

    /// <summary>Neon key.</summary>
    public static Rule NeonKey { get; } = new()
    {
        Id = "SG-SEC-136",
        Kind = "neon-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("napi_"),
        Pattern = "napi_[a-z0-9]{60,70}",
        MaxLength = 76,
        Confidence = 0.95,
        Positives = [
            "Rotate «nap" + "i_19646vztkkp8axsml40t" + "wr3ilw5ih0eo98m9begzr45dul3eyts7gjp43oc8851h» before Friday.",
            "see `«na" + "pi_58619fdgced4cwmds46dqw9aap1jl" + "9fc98e3fardh95dup8adhb7een24db0831r»` below",
        ],
        Negatives = [
            "nap" + "i_58619fdgced4cwmds46dqw9aap1jl9" + "fc98e3fardh95dup8adhb7een24db0831rQ never worked",
            "xap" + "i_58619fdgced4cwmds46dqw9aap1jl" + "9fc98e3fardh95dup8adhb7een24db0831r never worked",
        ],
    };

    /// <summary>MongoDB Atlas service account secret.</summary>
    public static Rule MongoServiceKey { get; } = new()
    {
        Id = "SG-SEC-137",
        Kind = "mongodb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("mdb_sa_sk_"),
        Pattern = "mdb_sa_sk_[A-Za-z0-9_-]{40}",
        MaxLength = 50,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «mdb" + "_sa_sk_zOzggzzO" + "V4Xerafscp3Wq_TyPbtf9LVpPeCi8lkM» before Friday.",
            "value := \"«md" + "b_sa_sk_zFooeecDV7Bfga" + "bebi8Xr_WzSaib1NDfQbEp8hdA»\"",
        ],
        Negatives = [
            "test vector mdb" + "_sa_sk_zOzggzzOV4Xera" + "fscp3Wq_TyPbtf9LVpPeCi8lk",
            "test vector xdb" + "_sa_sk_zFooeecDV7Bfgab" + "ebi8Xr_WzSaib1NDfQbEp8hdA",
        ],
    };

    /// <summary>Airtable personal access token.</summary>
    public static Rule AirtableToken { get; } = new()
    {
        Id = "SG-SEC-138",
        Kind = "airtable-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat"),
        Pattern = @"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}",
        MaxLength = 82,
        Confidence = 0.95,
        Positives = [
            "Rotate «pat" + "wtr5eSKh7jZQ9N.11be49a3d3f" + "416c82e8549ed8af54f9c9e941f31d25ccb81047af7f41759fb37» before Friday.",
            "why does «pa" + "tmbc1fFWh9nMT7A.88ec83b9c8d776f33f4420" + "ba0fe96c0a4f709b34e99ecb37503ff6d47349ac97» fail?",
        ],
        Negatives = [
            "rejected value pat" + "wtr5eSKh7jZQ9N.11be49a3d3f416c82e8549" + "ed8af54f9c9e941f31d25ccb81047af7f41759fb3",
            "rejected value xat" + "mbc1fFWh9nMT7A.88ec83b9c8d776f33f4420b" + "a0fe96c0a4f709b34e99ecb37503ff6d47349ac97",
        ],
    };

    /// <summary>Aiven token and service password.</summary>
    public static Rule AivenToken { get; } = new()
    {
        Id = "SG-SEC-141",
        Kind = "aiven-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aivenv1", "AVNS_"),
        Pattern = "aivenv1[A-Za-z0-9+/=]{150,}|AVNS_[A-Za-z0-9_-]{19,24}",
        MaxLength = 600,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «AVN" + "S_UtHvq" + "sbeslDWOPlicPJ» before Friday.",
            "config: { \"value\": \"«AV" + "NS_UtLzwc" + "ccdbBWETebdCB»\" }",
        ],
        Negatives = [
            "AVN" + "S_UtHvqs" + "beslDWOPlicP is too short or misspelt",
            "XVN" + "S_UtLzwcc" + "cdbBWETebdCB is too short or misspelt",
        ],
    };

    /// <summary>ClickHouse Cloud key.</summary>
    public static Rule ClickHouseKey { get; } = new()
    {
        Id = "SG-SEC-142",
        Kind = "clickhouse-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("4b1d"),
        Pattern = "4b1d[A-Za-z0-9]{38}",
        MaxLength = 42,
        Confidence = 0.85,
        Positives = [
            "Rotate «4b1" + "d7shdSdvCwWsj" + "UNaskAnJS8KcTg9uHhjOs5g9eN» before Friday.",
            "- value: «4b" + "1d8shaEezArMbuDObv" + "yAlUC1BaOb3fNxpCc4b1eC»",
        ],
        Negatives = [
            "docs mention 4b1" + "d7shdSdvCwWsjUNas" + "kAnJS8KcTg9uHhjOs5g9e as a wrong one",
            "docs mention #b1" + "d8shaEezArMbuDObvy" + "AlUC1BaOb3fNxpCc4b1eC as a wrong one",
        ],
    };

    /// <summary>Convex deploy key.</summary>
    public static Rule ConvexKey { get; } = new()
    {
        Id = "SG-SEC-143",
        Kind = "convex-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("prod:", "dev:"),
        Pattern = @"(?:prod|dev):[a-z]{3,12}-[a-z]{3,12}-[0-9]{1,4}\|[A-Za-z0-9+/=]{40,}",
        MaxLength = 240,
        Confidence = 0.95,
        Positives = [
            "Rotate «pro" + "d:happy-otter-123|jj2OAjHb9sYUVK" + "qrbYAGfJnJRd9jDCNDHUGci62inG8vLDZNUUnDdtkBk3U9J5rZCPo0pIUo8npuCO1T» before Friday.",
            "curl -H 'X-Value: «pr" + "od:dcfqe-efgde-790|dk1ECgId8nGFCAiddDEDbDpKMe5fB" + "DHDDERbi85caL4eDBBOGNhFdscEh1C1S2uZBIk5wGFb3cduED7E»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed pro" + "d:happy-otter-123|jj2OAjHb" + "9sYUVKqrbYAGfJnJRd9jDCNDHUGci6 by mistake",
            "typed xro" + "d:dcfqe-efgde-790|dk1ECgId8nGFCAiddDEDbDpKMe5fB" + "DHDDERbi85caL4eDBBOGNhFdscEh1C1S2uZBIk5wGFb3cduED7E by mistake",
        ],
    };
}
