namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of services for payments, identity, messages and workflows, whose vendors document a prefix.</summary>
internal static class PrefixedBusinessSecrets
{
    /// <summary>Paddle, Polar, Brex, PayPal access, Flutterwave, Lob, Mollie.</summary>
    public static Rule PaymentService { get; } = new()
    {
        Id = "SG-SEC-236",
        Kind = "payment-service-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pdl_live_apikey_01", "pdl_sdbx_apikey_01", "polar_oat_", "polar_pat_", "bxt_", "A21AA", "FLWSECK-"),
        Pattern = @"pdl_live_apikey_01[a-z0-9]{24}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}"
            + @"|pdl_sdbx_apikey_01[a-z0-9]{24}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}|polar_oat_[A-Za-z0-9]{43}"
            + @"|polar_pat_[A-Za-z0-9]{43}|bxt_[A-Za-z0-9]{36}|A21AA[A-Za-z0-9_-]{80,110}"
            + @"|FLWSECK-[0-9a-f]{32}-[A-Za-z0-9]{12}vt-X",
        MaxLength = 117,
        Confidence = 0.95,
        Positives = [
            "Rotate «pdl" + "_sdbx_apikey_013cv5yfrdastkhpb4" + "bbxa287k_bAgzY1JPFgwyWrGyY91S5Y_UjR» before Friday.",
            "token = «pol" + "ar_pat_tD9I5L1HH026d1W0" + "NIMJ64dMEiya8Lk5Krj5WWFhVOt» # from the vault",
            "curl sent «FLW" + "SECK-d0a7c82de121ef7a53ce" + "3e4835acdfd4-Mt8b7V621HoTvt-X» by mistake",
        ],
        Negatives = [
            "a sample reads pdl" + "_sdbx_apikey_01pm34wstbifncpgp" + "hfq9g2r4i_VwX6GWr9HMQSuVOijq8nlo_ in the docs",
            "see qLW" + "SECK-1da211c1f1e6adb12cce" + "64ee350c7747-9A0SL6iRZbQ3vt-X there",
        ],
    };

    /// <summary>Persona, Onfido, Settlemint, Authress, LinkedIn.</summary>
    public static Rule IdentityService { get; } = new()
    {
        Id = "SG-SEC-237",
        Kind = "identity-service-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "persona_production_", "persona_sandbox_", "api_live.", "api_sandbox.", "sm_aat_", "sm_pat_", "sm_sat_", "sc_",
            "WPL_AP1."),
        Pattern = @"persona_production_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|persona_sandbox_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|api_live\.[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{32}|api_sandbox\.[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{32}"
            + @"|sm_aat_[A-Za-z0-9]{16}|sm_pat_[A-Za-z0-9]{16}|sm_sat_[A-Za-z0-9]{16}"
            + @"|sc_[a-z0-9]{24}\.acc-[a-z0-9]{12}\.[a-z0-9]{32}|WPL_AP1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{8,10}",
        MaxLength = 79,
        Confidence = 0.95,
        Positives = [
            "Rotate «sm_" + "aat_wmdC" + "WDECisrBX39s» before Friday.",
            "token = «per" + "sona_production_689242be" + "-2df6-42ce-ae13-d4e2432d3432» # from the vault",
            "curl sent «WPL" + "_AP1.Ne3CJRk0" + "r61NL8PK.OIdbmwBg» by mistake",
        ],
        Negatives = [
            "a sample reads sm_" + "aat_2V8" + "iLeqkcnJwA in the docs",
            "see qPL" + "_AP1.nEnnbAbf" + "Z03zjPaw.KvplNm6V there",
        ],
    };

    /// <summary>OneSignal, Klaviyo private, Courier, Cal.com.</summary>
    public static Rule MessageService { get; } = new()
    {
        Id = "SG-SEC-238",
        Kind = "message-service-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("os_v2_app_", "os_v2_org_", "pk_", "pk_prod_", "cal_live_"),
        Pattern = @"os_v2_app_[a-z0-9]{80,110}|os_v2_org_[a-z0-9]{80,110}|pk_[0-9a-f]{34}|pk_prod_[A-Z0-9]{28}"
            + @"|cal_live_[0-9a-f]{32}",
        MaxLength = 122,
        Confidence = 0.95,
        Positives = [
            "Rotate «pk_" + "0dee9a68d7db808" + "f42280429b53c7fa94e» before Friday.",
            "token = «os_" + "v2_org_qd04yel7s9ex5cv3on7i9rq4p3cw90jqmhy" + "b73zixuswpm1zlfhjtyxypvtxpkkzfswql1ng5ry20k3e» # from the vault",
            "curl sent «pk_" + "prod_BXUZXA5E1A" + "5DFJUPJ02PR7TVWUPD» by mistake",
        ],
        Negatives = [
            "a sample reads pk_" + "2af215c975d93b" + "053f24f59d9b901c6 in the docs",
            "see qk_" + "prod_E3Q18IRJ4G" + "K328CASHY4USPU7SVZ there",
        ],
    };

    /// <summary>A webhook of n8n, Tines, WeCom, DingTalk, Feishu, IFTTT, Healthchecks: whoever knows the address may call it.</summary>
    public static Rule WorkflowAddress { get; } = new()
    {
        Id = "SG-SEC-239",
        Kind = "workflow-address",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "oapi.dingtalk.com/robot/send?access_token=",
            "open.feishu.cn/open-apis/bot/v2/hook/", "open.larksuite.com/open-apis/bot/v2/hook/", "hc-ping.com/"),
        Pattern = @"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|oapi\.dingtalk\.com/robot/send\?access_token=[0-9a-f]{64}"
            + @"|open\.feishu\.cn/open-apis/bot/v2/hook/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|open\.larksuite\.com/open-apis/bot/v2/hook/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + @"|hc-ping\.com/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 108,
        Confidence = 0.95,
        LeftBoundary = false,
        Positives = [
            "Rotate «ope" + "n.feishu.cn/open-apis/bot/v2/hook" + "/5927f00e-fa7e-46fe-aba3-b44b5dd3908f» before Friday.",
            "token = «hc-" + "ping.com/f13bf0fe-b97" + "6-4197-abf0-a65cffb3ca2e» # from the vault",
            "curl sent «oap" + "i.dingtalk.com/robot/send?access_token=58d8f2617c7" + "f57221940f99945398893598ab412ce6318b220a4f1246e179162» by mistake",
        ],
        Negatives = [
            "a sample reads ope" + "n.feishu.cn/open-apis/bot/v2/hoo" + "k/a221a5da-5202-44b6-a447-e6270b0d4 in the docs",
            "see qap" + "i.dingtalk.com/robot/send?access_token=f133c42219e" + "ecab67b1606bdfe7f68de82e68390a06bc16785404160ac52010a there",
        ],
    };

    /// <summary>The secret key that Django writes into a new project.</summary>
    public static Rule FrameworkSecret { get; } = new()
    {
        Id = "SG-SEC-240",
        Kind = "framework-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("django-insecure-"),
        Pattern = @"django-insecure-[a-z0-9!@#$%^&*()_=+-]{50}",
        MaxLength = 68,
        Confidence = 0.95,
        RightBoundary = false,
        Positives = [
            "Rotate «dja" + "ngo-insecure-uvf1s6gr9dvpw7gou" + "k9y3cy8rn9ogge3sryfzwvfveoxqafn7g» before Friday.",
            "token = «dja" + "ngo-insecure-kxk3lwjspxbbxc7yr" + "9h48xyqrsovf5h65mzn6cb7ch3hcw4en8» # from the vault",
        ],
        Negatives = [
            "a sample reads dja" + "ngo-insecure-ebhaoi9mapaj2z7" + "uf9vcc12cbo2s440oa2f1fgahutnnich in the docs",
            "see qja" + "ngo-insecure-0e8747evkbpmlwkjx" + "k4n5bh1891f20ogucdbsduz0e945vc3ke there",
        ],
    };
}
