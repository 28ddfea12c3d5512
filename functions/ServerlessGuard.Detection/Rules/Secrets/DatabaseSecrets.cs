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
        ],
        Negatives = [
            "essu_Nd3V is not one",
            "The elastic-key page describes the format.",
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
        ],
        Negatives = [
            "pscale is not one",
            "The planetscale-token page describes the format.",
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
        ],
        Negatives = [
            "sbp_aa is not one",
            "The supabase-key page describes the format.",
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
        ],
        Negatives = [
            "dapicc is not one",
            "The databricks-token page describes the format.",
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
        ],
        Negatives = [
            "napi_196 is not one",
            "The neon-key page describes the format.",
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
        ],
        Negatives = [
            "mdb_sa is not one",
            "The mongodb-key page describes the format.",
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
        ],
        Negatives = [
            "patwtr5eSK is not one",
            "The airtable-token page describes the format.",
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
        ],
        Negatives = [
            "AVNS_U is not one",
            "The aiven-token page describes the format.",
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
        ],
        Negatives = [
            "4b1d7s is not one",
            "The clickhouse-key page describes the format.",
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
        ],
        Negatives = [
            "prod:happy-o is not one",
            "The convex-key page describes the format.",
        ],
    };
}
