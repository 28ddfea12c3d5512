using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens and webhooks of chat services and social networks.</summary>
internal static class ChatSecrets
{
    /// <summary>Slack bot, user, app, legacy and configuration token.</summary>
    public static Rule SlackToken { get; } = new()
    {
        Id = "SG-SEC-086",
        Kind = "slack-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe.xox", "xoxe-", "xoxc-", "xoxd-", "xapp-"),
        Pattern = @"(?:xox[bpaorscd]-(?:[0-9A-Za-z%/+]{1,}-?){2,}|xoxe(?:\.xox[bp])?-[0-9]-[A-Za-z0-9]{100,}|xapp-[0-9]-[A-Z0-9]{8,13}-[0-9]{10,13}-[0-9a-f]{64})",
        MaxLength = 300,
        Stop = " \n\t\"'",
        Check = SecretShape.LongEnough,
        Confidence = 0.95,
        Positives = [
            "Rotate «xox" + "b-347014417675-16" + "95174469207-nzLy7j1j3bYrcp8n91zS4CEK» before Friday.",
            "old value «xo" + "xc-853043306935-164866795" + "5361-vjCa2u3j1fGeai9f91bB7EBF», please revoke",
        ],
        Negatives = [
            "xox" + "b-347014" + "417675-1695 never worked",
            "qox" + "c-853043306935-1648667955" + "361-vjCa2u3j1fGeai9f91bB7EBF never worked",
        ],
    };

    /// <summary>Slack incoming webhook and workflow trigger.</summary>
    public static Rule SlackWebhook { get; } = new()
    {
        Id = "SG-SEC-087",
        Kind = "slack-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hooks.slack.com/"),
        Pattern = @"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]{8,12}/[A-Za-z0-9]{8,20}/[A-Za-z0-9]{20,}(?:/[A-Za-z0-9]{20,})?",
        MaxLength = 160,
        Confidence = 0.95,
        Positives = [
            "https://«hoo" + "ks.slack.com/services/" + "T2RW1W940/BNT535C75/kIw5gTu3fhmeszrZExlZOZsv» is in the notes",
            "<entry>«ho" + "oks.slack.com/services/P5VA4D480" + "/CSZ610B79/rQo2gTd5aufbubxAFuaQKAbb»</entry>",
        ],
        Negatives = [
            "test vector hoo" + "ks.slack.com/services/T2RW1W" + "940/BNT535C75/kIw5gTu3fhmeszrZE",
            "test vector xoo" + "ks.slack.com/services/P5VA4D480" + "/CSZ610B79/rQo2gTd5aufbubxAFuaQKAbb",
        ],
    };

    /// <summary>Discord webhook.</summary>
    public static Rule DiscordWebhook { get; } = new()
    {
        Id = "SG-SEC-088",
        Kind = "discord-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("discord.com/api/webhooks/", "discordapp.com/api/webhooks/"),
        Pattern = @"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
        MaxLength = 140,
        Confidence = 0.95,
        Positives = [
            "https://«dis" + "cord.com/api/webhooks/44394372461095" + "7773/J_QdYPG6eqRPmqIkBNHEt-jcnVEo2VyDgjJjhq53u-PE_0iGL9ZAR-8AaaaAH0oj19iX» is in the notes",
            "value=«di" + "scord.com/api/webhooks/055491442464242959/W_UeLLE0aiY" + "CxaShCLFEh-kccSEo8VfFkkFjxd97i-BF_8iEN4DFA-2CdedFR1oo10cP»;mode=live",
        ],
        Negatives = [
            "rejected value dis" + "cord.com/api/webhooks/443943724610957773/J_QdYP" + "G6eqRPmqIkBNHEt-jcnVEo2VyDgjJjhq53u-PE_0iGL9ZAR-8Aa",
            "rejected value xis" + "cord.com/api/webhooks/055491442464242959/W_UeLLE0aiYC" + "xaShCLFEh-kccSEo8VfFkkFjxd97i-BF_8iEN4DFA-2CdedFR1oo10cP",
        ],
    };

    /// <summary>Discord bot token: id, time and signature in base 64.</summary>
    public static Rule DiscordBotToken { get; } = new()
    {
        Id = "SG-SEC-089",
        Kind = "discord-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("discord", "bot_token", "bottoken", "Bot "),
        Pattern = @"(?:discord|bot_?token|Bot )[^\n]{0,40}?\b(?<v>[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})",
        IgnoreCase = true,
        MaxLength = 140,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate discord token: «MTp" + "OWRuUd7RjjIXjS2NXCHj45X" + ".PSDCFA.mFV2e5cgZC0Bkq_xcDEYIGaMixai7qqibr5Csv» before Friday.",
            "# rotated on Monday: discord token: «MA" + "aBUJkHf4DaqQVaC1NCAWv24R.FQCDDE.c" + "FC1e1ezZF9Bge_bfFEVMOeWvbbj1bfibc6Cko»",
        ],
        Negatives = [
            "regression input discord token: MTp" + "OWRuUd7RjjIXjS2NXCHj45X.PS" + "DCFA.mFV2e5cgZC0Bkq_xcDEYIGaM",
            "regression input discord token: XAa" + "BUJkHf4DaqQVaC1NCAWv24R.FQCDDE.cF" + "C1e1ezZF9Bge_bfFEVMOeWvbbj1bfibc6Cko",
        ],
    };

    /// <summary>Telegram bot token.</summary>
    public static Rule TelegramBotToken { get; } = new()
    {
        Id = "SG-SEC-090",
        Kind = "telegram-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains([":AA"], 10),
        Pattern = "[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}",
        MaxLength = 46,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "Rotate «543" + "6840075:AAp02y" + "5PxAlm2zZnL1HQlKZxpdlsxjw6tRh» before Friday.",
            "client = Client('«50" + "34300703:AAb23b3ElEe" + "a6fFdB9EBpANefdkfrfm2gYf»')",
        ],
        Negatives = [
            "\"54" + "36840075:AAp02y5PxAl" + "m2zZnL1HQlKZxpdlsxjw6t\" was refused",
            "\"50" + "#4300703:AAb23b3ElEea" + "6fFdB9EBpANefdkfrfm2gYf\" was refused",
        ],
    };

    /// <summary>Microsoft Teams incoming webhook.</summary>
    public static Rule TeamsWebhook { get; } = new()
    {
        Id = "SG-SEC-091",
        Kind = "teams-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("outlook.office.com/webhook", "webhook.office.com/webhookb2"),
        Pattern = @"(?:outlook|webhook)\.office\.com/webhook(?:b2)?/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[0-9a-zA-Z]{32}/[0-9a-f-]{36}(?:/[A-Za-z0-9_-]{20,60})?",
        MaxLength = 280,
        LeftBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "https://contoso.«web" + "hook.office.com/webhookb2/83cf748f-aac1-25ef-bff1-31c97f1fcf6" + "2@02e5500c-2d96-60ae-bf82-e4a9e12043cf/IncomingWebhook/926177b6819a67299e2edb1c35594d15/7abab03d-6054-1c08-9576-3d70d0515e43» is in the notes",
            "the attacker posted «we" + "bhook.office.com/webhookb2/93db488a-ffd8-28ee-afc7-35e79a4bad19@48d1687d-5b74-99fe-dd42-e3b" + "9d59377cf/IncomingWebhook/594104e6734b82220e3efe1f78547e98/3acbe28c-0211-5f26-2285-8d27b0360c56» at noon",
        ],
        Negatives = [
            "web" + "hook.office.com/webhookb2/83cf748f-aac1-25ef-bff1-31c97f1fcf62@02e5500c-2d96-60ae-bf82-e4a" + "9e12043cf/IncomingWebhook/926177b6819a67299e2edb1c35594d15/7abab03d-6054-1c08-9576-3d70d0515e4 is too short or misspelt",
            "xeb" + "hook.office.com/webhookb2/93db488a-ffd8-28ee-afc7-35e79a4bad19@48d1687d-5b74-99fe-dd42-e3b9" + "d59377cf/IncomingWebhook/594104e6734b82220e3efe1f78547e98/3acbe28c-0211-5f26-2285-8d27b0360c56 is too short or misspelt",
        ],
    };

    /// <summary>Zapier and Make webhooks.</summary>
    public static Rule AutomationWebhook { get; } = new()
    {
        Id = "SG-SEC-093",
        Kind = "automation-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["hooks.zapier.com/hooks/catch/", ".make.com/"], 12),
        Pattern = @"hooks\.zapier\.com/hooks/catch/[0-9]{5,10}/[A-Za-z0-9]{6,12}|hook\.[a-z0-9]{2,6}\.make\.com/[a-z0-9]{28,36}",
        MaxLength = 80,
        Confidence = 0.85,
        Positives = [
            "https://«hoo" + "ks.zapier.com" + "/hooks/catch/1678740/w42szkh» is in the notes",
            "let v = \"«ho" + "oks.zapier.com/hook" + "s/catch/7677994/z71fqls»\";",
        ],
        Negatives = [
            "typed hoo" + "ks.zapier.com/hook" + "s/catch/1678740/w42sz by mistake",
            "typed xoo" + "ks.zapier.com/hooks" + "/catch/7677994/z71fqls by mistake",
        ],
    };

    /// <summary>Meta Graph API token.</summary>
    public static Rule FacebookToken { get; } = new()
    {
        Id = "SG-SEC-155",
        Kind = "facebook-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("EAACEdEose0cBA", "EAA"),
        Pattern = "EAA[A-Za-z0-9]{80,}",
        MaxLength = 512,
        Stop = " \n\t\"'",
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate «EAA" + "elTpKIwPnbgPffMUqGyO41xDuTVtAJ5k02kZNZJc9bnuSs" + "ObXbzvrJ2VPYaRfIxc6FeZsIAGyvv7bp49UQuuLrHBwBXLZcn9JCBl3mS0nV2z61GAmvY2znbsyVDSB3dviCM25lj8sSeh» before Friday.",
            "ENTRY «EA" + "AaeFaKOcZfbzDfaCVpDfF49oBcJDcFJ5a65aDCBQd7fegKaVcEfdjaZ0MGZaRdNrf3DdB" + "bRDAcat5bx61CPueEdSDbBBCDcn8JCBf2eS2yV5b79EEddF5doeddFDTA9dbbDX91cz2bEbc» END",
        ],
        Negatives = [
            "Rotate EAA" + "elTpKIwPnbgPffMUqGyO41xDuTVtAJ5k02kZNZJc9bnuSsObXbzvrJ2VPYaRfIxc6FeZ" + "sIAGyvv7bp49UQuuLrHBwBXLZcn9JCBl3mS0nV2z61GAmvY2znbsyVDSB3dviCM25example before Friday.",
            "almost: EAA" + "elTpKIwPnbgPffMUqGyO41xDuTVtAJ5k02" + "kZNZJc9bnuSsObXbzvrJ2VPYaRfIxc6FeZsIAG",
            "almost: XAA" + "aeFaKOcZfbzDfaCVpDfF49oBcJDcFJ5a65aDCBQd7fegKaVcEfdjaZ0MGZaRdNrf3DdB" + "bRDAcat5bx61CPueEdSDbBBCDcn8JCBf2eS2yV5b79EEddF5doeddFDTA9dbbDX91cz2bEbc",
        ],
    };

    /// <summary>Instagram token.</summary>
    public static Rule InstagramToken { get; } = new()
    {
        Id = "SG-SEC-156",
        Kind = "instagram-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("IGQ"),
        Pattern = "IGQ[A-Za-z0-9_-]{80,}",
        MaxLength = 512,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.9,
        Positives = [
            "Rotate «IGQ" + "VyLDVxniM9Sqqap58TB36hGPJznDqysFFAKOCsOZ" + "8JehpmIgRcCirivPZi4oZnz8SdHDpMAmpEQFEnEvk02MwpMp2RiXZ932P0Mp415KEMe0HGM6yAvdhxHIqe» before Friday.",
            "see `«IG" + "QCaEADqfzV1Eldcp95BD34sVELbnAhfpFDALFDoFT0LaybcBaCbBugadBOr2" + "yRbc8DfEAuFCffECDEcAea32DxmNw2FjDA652C8Me912CDNb7LPX0bBedraEBnc»` below",
        ],
        Negatives = [
            "IGQ" + "VyLDVxniM9Sqqap58TB36hGPJznDqysFF" + "AKOCsOZ8JehpmIgRcCirivPZi4oZnz8SdHDpM never worked",
            "XGQ" + "CaEADqfzV1Eldcp95BD34sVELbnAhfpFDALFDoFT0LaybcBaCbBugadBOr2" + "yRbc8DfEAuFCffECDEcAea32DxmNw2FjDA652C8Me912CDNb7LPX0bBedraEBnc never worked",
        ],
    };

    /// <summary>X (Twitter) bearer token.</summary>
    public static Rule TwitterBearerToken { get; } = new()
    {
        Id = "SG-SEC-157",
        Kind = "twitter-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AAAAAAAAAAAAAAAAAAAA"),
        Pattern = "A{20,24}[A-Za-z0-9%]{60,}",
        MaxLength = 160,
        Check = SecretShape.MixedRandom,
        Confidence = 0.95,
        Positives = [
            "Rotate «AAA" + "AAAAAAAAAAAAAAAAAAAEYsJ1X9lfUN10rk0" + "nwCbIM4LPMhRIcEneTsW6RCVwPxrlyUKnMzuT2Lo89YdfRuwsuPiAAIO9kwAJrlExeIQUb» before Friday.",
            "value := \"«AA" + "AAAAAAAAAAAAAAAAAAFFEAsD2F0vfBA58qi1iaFeEC7TDFqAAaC" + "odZiB1EFDiCpyeqIFpCfwI7Qd60BdePlifjPcBEBH4aaDNscBwdDVEc»\"",
        ],
        Negatives = [
            "Rotate AAA" + "AAAAAAAAAAAAAAAAAAAEYsJ1X9lfUN10rk0nwCbIM4LPMhRIcEn" + "eTsW6RCVwPxrlyUKnMzuT2Lo89YdfRuwsuPiAAIO9kwAJrlexample before Friday.",
            "test vector AAA" + "AAAAAAAAAAAAAAAAAAAEYsJ1X9lfUN10rk0n" + "wCbIM4LPMhRIcEneTsW6RCVwPxrlyUKnMzuT2Lo8",
            "test vector XAA" + "AAAAAAAAAAAAAAAAAFFEAsD2F0vfBA58qi1iaFeEC7TDFqAAaCo" + "dZiB1EFDiCpyeqIFpCfwI7Qd60BdePlifjPcBEBH4aaDNscBwdDVEc",
        ],
    };
}
