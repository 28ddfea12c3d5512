using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys and tokens of other hosting and cloud providers.</summary>
internal static class CloudProviderSecrets
{
    /// <summary>Alibaba Cloud access key id.</summary>
    public static Rule AlibabaAccessKey { get; } = new()
    {
        Id = "SG-SEC-024",
        Kind = "alibaba-access-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("LTAI"),
        Pattern = "LTAI[A-Za-z0-9]{12,26}",
        MaxLength = 30,
        Confidence = 0.9,
        Positives = [
            "Rotate «LTA" + "IJ90Hpe" + "xTkZ4Ba3A90xV9» before Friday.",
            "found «LT" + "AIG36Faep" + "LkG3Fd1E80eB6» in the build log",
        ],
        Negatives = [
            "parser dropped LTA" + "IJ90" + "HpexTkZ",
            "parser dropped XTA" + "IG36FaepL" + "kG3Fd1E80eB6",
        ],
    };

    /// <summary>Tencent Cloud secret id.</summary>
    public static Rule TencentSecretId { get; } = new()
    {
        Id = "SG-SEC-025",
        Kind = "tencent-secret-id",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKID"),
        Pattern = "AKID[A-Za-z0-9]{32}",
        MaxLength = 36,
        Confidence = 0.9,
        Positives = [
            "Rotate «AKI" + "DTyqP1DVPJV" + "DquCnZEPIX3QSQXvosfyNe» before Friday.",
            "Set it to «AK" + "IDOceC2EADAFFqd" + "CaAAXBK0FBLTbdpebEf» and restart.",
        ],
        Negatives = [
            "almost: AKI" + "DTyqP1DVPJVDqu" + "CnZEPIX3QSQXvosfyN",
            "almost: XKI" + "DOceC2EADAFFqdC" + "aAAXBK0FBLTbdpebEf",
        ],
    };

    /// <summary>Yandex Cloud IAM token, API key and OAuth token.</summary>
    public static Rule YandexToken { get; } = new()
    {
        Id = "SG-SEC-026",
        Kind = "yandex-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("t1.9eu", "AQVN", "y0_"),
        Pattern = @"t1\.9eu[A-Za-z0-9_-]{10,}={0,2}\.[A-Za-z0-9_-]{86}={0,2}|AQVN[A-Za-z0-9_-]{35,38}|y0_[A-Za-z0-9_-]{30,60}",
        MaxLength = 400,
        Stop = " \n\t\"'",
        Confidence = 0.9,
        Positives = [
            "Rotate «AQV" + "NNn-Wq0xXMpv" + "YiduIBteMc4NJQ6_ijZQJDpX» before Friday.",
            "old value «AQ" + "VNAm-Uq3dPDbvFjaa" + "FFxdBe2JBD1_ueZAQCwB», please revoke",
        ],
        Negatives = [
            "AQV" + "NNn-Wq0xXMpvYidu" + "IBteMc4NJQ6_ijZQJDp never worked",
            "XQV" + "NAm-Uq3dPDbvFjaa" + "FFxdBe2JBD1_ueZAQCwB never worked",
        ],
    };

    /// <summary>DigitalOcean access, OAuth and refresh token.</summary>
    public static Rule DigitalOceanToken { get; } = new()
    {
        Id = "SG-SEC-027",
        Kind = "digitalocean-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dop_v1_", "doo_v1_", "dor_v1_"),
        Pattern = "do[opr]_v1_[0-9a-f]{64}",
        MaxLength = 71,
        Confidence = 0.95,
        Positives = [
            "Rotate «dor" + "_v1_622fe0f605ab11ecfe" + "855a13b24f8f0507081fdeb7ce580d4c9de129c2744159» before Friday.",
            "<entry>«do" + "r_v1_462ce1c116fb97aece184b47e92c" + "8b4522769acdc9ea785d7d4be691c7098719»</entry>",
        ],
        Negatives = [
            "test vector dor" + "_v1_622fe0f605ab11ecfe855a13b24f" + "8f0507081fdeb7ce580d4c9de129c274415",
            "test vector xor" + "_v1_462ce1c116fb97aece184b47e92c" + "8b4522769acdc9ea785d7d4be691c7098719",
        ],
    };

    /// <summary>Heroku API key of the newer form.</summary>
    public static Rule HerokuKey { get; } = new()
    {
        Id = "SG-SEC-028",
        Kind = "heroku-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("HRKU-"),
        Pattern = "HRKU-(?:AA[0-9A-Za-z_-]{58}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
        MaxLength = 65,
        Confidence = 0.95,
        Positives = [
            "Rotate «HRK" + "U-AA9XXTh1qNWw2UnJoY" + "GT03yMenZj5TUU-0-o0nwb5DJA9ZI3ypHtjUMCpWur» before Friday.",
            "value=«HR" + "KU-AA0EDAd1xNUv3CeDaBDH35xTexD" + "j3CMH-6-q4pfc9DEF6CU2bxPgjQFFuGfn»;mode=live",
        ],
        Negatives = [
            "rejected value HRK" + "U-AA9XXTh1qNWw2UnJoYGT03yMenZ" + "j5TUU-0-o0nwb5DJA9ZI3ypHtjUMCpWu",
            "rejected value XRK" + "U-AA0EDAd1xNUv3CeDaBDH35xTexD" + "j3CMH-6-q4pfc9DEF6CU2bxPgjQFFuGfn",
        ],
    };

    /// <summary>Fly.io access token.</summary>
    public static Rule FlyToken { get; } = new()
    {
        Id = "SG-SEC-029",
        Kind = "fly-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FlyV1 fm", "fo1_", "fm2_", "fm1r_", "fm1a_"),
        Pattern = "(?:FlyV1 )?(?:fo1_[A-Za-z0-9_-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,3})",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «fo1" + "_6IEFB8ktBgRTE" + "svQHpbkMHgAz1QAhrqJ5Q0ifwTGCvl» before Friday.",
            "# rotated on Monday: «fo" + "1_5GEFA2slDtCKCkmCTkb" + "jFBzAd5BDccqE7B3eabUGAfn»",
        ],
        Negatives = [
            "regression input fo1" + "_6IEFB8ktBgRTEsvQHpb" + "kMHgAz1QAhrqJ5Q0ifwTGCv",
            "regression input xo1" + "_5GEFA2slDtCKCkmCTkb" + "jFBzAd5BDccqE7B3eabUGAfn",
        ],
    };

    /// <summary>Render API key.</summary>
    public static Rule RenderKey { get; } = new()
    {
        Id = "SG-SEC-030",
        Kind = "render-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rnd_"),
        Pattern = "rnd_[A-Za-z0-9]{28,40}",
        MaxLength = 44,
        Confidence = 0.9,
        Positives = [
            "Rotate «rnd" + "_Ne3mYkJ6Wq" + "JzuvEGWdvKcwEVstSMmfAF» before Friday.",
            "client = Client('«rn" + "d_Ff4jQmA9AfGau" + "iFZDadScbBEebJIveBA»')",
        ],
        Negatives = [
            "\"rn" + "d_Ne3mYkJ6WqJ" + "zuvEGWdvKcwEVstS\" was refused",
            "\"xn" + "d_Ff4jQmA9AfGaui" + "FZDadScbBEebJIveBA\" was refused",
        ],
    };

    /// <summary>Netlify personal access token.</summary>
    public static Rule NetlifyToken { get; } = new()
    {
        Id = "SG-SEC-031",
        Kind = "netlify-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("nfp_", "nfc_", "nfo_", "nfu_"),
        Pattern = "nf[pcou]_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «nfu" + "_YHckYiMWiAU" + "sDNLOtYrY8Nfz5mZCOXfGQb6q» before Friday.",
            "the attacker posted «nf" + "u_RAbuAdEFeACeFWD" + "CzIcD3Efu1bJDZHeCDe1c» at noon",
        ],
        Negatives = [
            "nfu" + "_YHckYiMWiAUsDNL" + "OtYrY8Nfz5mZCOXfGQb6 is too short or misspelt",
            "xfu" + "_RAbuAdEFeACeFWDC" + "zIcD3Efu1bJDZHeCDe1c is too short or misspelt",
        ],
    };

    /// <summary>Vercel token with a typed prefix.</summary>
    public static Rule VercelToken { get; } = new()
    {
        Id = "SG-SEC-032",
        Kind = "vercel-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("vcp_", "vci_", "vca_", "vcr_", "vck_"),
        Pattern = "vc[piark]_[A-Za-z0-9]{24,60}",
        MaxLength = 64,
        Confidence = 0.9,
        Positives = [
            "Rotate «vck" + "_JOYKeccKvddmV2ke2S" + "tgiwNQR6HJpNbNTklNnMJL5XTaUiFVpBGtfKcx» before Friday.",
            "| prod | «vc" + "k_OUAAfecFaffeU6aa9AhxizRQB" + "6CVaBaACaeNcPQF5EWfZeABfBEoeCfv» |",
        ],
        Negatives = [
            "docs mention vck" + "_JOYKecc" + "KvddmV2ke2St as a wrong one",
            "docs mention xck" + "_OUAAfecFaffeU6aa9AhxizRQB6" + "CVaBaACaeNcPQF5EWfZeABfBEoeCfv as a wrong one",
        ],
    };

    /// <summary>Vercel Blob read and write token.</summary>
    public static Rule VercelBlobToken { get; } = new()
    {
        Id = "SG-SEC-033",
        Kind = "vercel-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("vercel_blob_rw_"),
        Pattern = "vercel_blob_rw_[A-Za-z0-9]{16,24}_[A-Za-z0-9]{24,40}",
        MaxLength = 84,
        Confidence = 0.95,
        Positives = [
            "Rotate «ver" + "cel_blob_rw_uDn4JQy" + "uqnNIMsFy_GjAxWEWaXiB5lgrt1jn7a9H8K9ZRCO» before Friday.",
            "let v = \"«ve" + "rcel_blob_rw_iCx7ATlfdsIBRxD" + "c_EjElDFPfFtF9ccma5fs5a0D9T0DRAG»\";",
        ],
        Negatives = [
            "typed ver" + "cel_blob_rw_uDn4JQyuqnNI" + "MsFy_GjAxWEWaXiB5lgrt1jn7a9H by mistake",
            "typed xer" + "cel_blob_rw_iCx7ATlfdsIBRxDc" + "_EjElDFPfFtF9ccma5fs5a0D9T0DRAG by mistake",
        ],
    };

    /// <summary>Scaleway access key id.</summary>
    public static Rule ScalewayKey { get; } = new()
    {
        Id = "SG-SEC-034",
        Kind = "scaleway-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SCW"),
        Pattern = "SCW[A-Z0-9]{17}",
        MaxLength = 20,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.85,
        Positives = [
            "Rotate «SCW" + "2YOJZ" + "V8THRONON6TF» before Friday.",
            "«SC" + "W6GFVCB" + "2AFZQAAQ4AC» leaked in a screenshot",
        ],
        Negatives = [
            "Rotate SCW" + "2YOJZV8" + "THREXAMPLE before Friday.",
            "parser dropped SCW" + "2YOJZV" + "8THRONON6T",
            "parser dropped XCW" + "6GFVCB2" + "AFZQAAQ4AC",
        ],
    };

    /// <summary>Cloudflare origin CA key.</summary>
    public static Rule CloudflareOriginKey { get; } = new()
    {
        Id = "SG-SEC-035",
        Kind = "cloudflare-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("v1.0-"),
        Pattern = @"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}",
        MaxLength = 176,
        Confidence = 0.95,
        Positives = [
            "Rotate «v1." + "0-0539be01c458e31f01c66b36-aea3b1756a877766f7779710ca1a24" + "6cc03cfa8582cd845e9219ae67677bcf1180f2a737a04572955dd897984236c4b4c468c97a781b0b08dfc1fd047df001ce7eb4b5ef794b091e72» before Friday.",
            "ENTRY «v1" + ".0-8085be09a867e47b85f74c82-efa9e6888e875640c1369675aa2e983ea17eed9149ed046c1431ed778" + "80cdb4869a8a649e60549956ee950923990a1f4a085c01d079f5e99dfb1bc730ac795aa1cc3b8ae661b076b89» END",
        ],
        Negatives = [
            "almost: v1." + "0-0539be01c458e31f01c66b36-aea3b1756a877766f7779710ca1a246cc03cfa8582cd845e9219ae676" + "77bcf1180f2a737a04572955dd897984236c4b4c468c97a781b0b08dfc1fd047df001ce7eb4b5ef794b091e7",
            "almost: x1." + "0-8085be09a867e47b85f74c82-efa9e6888e875640c1369675aa2e983ea17eed9149ed046c1431ed7788" + "0cdb4869a8a649e60549956ee950923990a1f4a085c01d079f5e99dfb1bc730ac795aa1cc3b8ae661b076b89",
        ],
    };

    /// <summary>Cloudflare key, token or client secret of a service, with a typed prefix.</summary>
    public static Rule CloudflareTypedToken { get; } = new()
    {
        Id = "SG-SEC-036",
        Kind = "cloudflare-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("cfut_", "cfat_", "cfk_", "cfast_"),
        Pattern = "cf(?:ut|at|k|ast)_[A-Za-z0-9]{40,60}",
        MaxLength = 66,
        Confidence = 0.95,
        Positives = [
            "Rotate «cfu" + "t_OhdXfEpj0mKXpX" + "1GZeC5VGhCfCkXes06HdEOgxEIhcKai3Ts» before Friday.",
            "client secret «cfa" + "st_q7Rk2Lm9s4Tn8Vb3Rp6Wd1Zc5Xe0Hy8Gj2Mu4Ba6Of9Di3»",
            "see `«cf" + "ut_AeeFfCwb4sUFcO9EFbC4F" + "CaAcDxCdp31HeDEozFPebCda1Zg»` below",
        ],
        Negatives = [
            "cfu" + "t_OhdXfEpj0mKXpX1G" + "ZeC5VGhCfCkXes06HdEOgx never worked",
            "xfu" + "t_AeeFfCwb4sUFcO9EFbC4F" + "CaAcDxCdp31HeDEozFPebCda1Zg never worked",
        ],
    };
}
