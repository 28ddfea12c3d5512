namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens of Webflow, Ramp, Rootly, Contentstack and Endor with typed prefixes.</summary>
internal sealed class TypedPrefixToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-177",
        Kind = "shared-prefix-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ws-", "ramp_", "rootly_", "endr+", "cs", "ubi_", "lsk_", "rpa_", "e2b_", "dtn_", "sk_car_", "bb_live_"),
        Pattern = @"ramp_(?:id|sec|tok)_[A-Za-z0-9]{24,64}|rootly_[0-9a-f]{64}|endr\+[A-Za-z0-9-]{16}|lsk_[A-Za-z0-9]{40}|rpa_[A-Z0-9]{38,48}[A-Za-z0-9]{0,8}|e2b_[0-9a-f]{40}|dtn_[0-9a-f]{64}|sk_car_[A-Za-z0-9]{22}|bb_live_[A-Za-z0-9_-]{27}",
        MaxLength = 90,
        Confidence = 0.9,
        Positives = [
            "Rotate «roo" + "tly_ac73d0e1cd08f2f392" + "8c5a051b6464adb20789f7ad7af645a406b5229dcdfefd» before Friday.",
        ],
        Negatives = [
            "rootly_a is not one",
            "The shared-prefix-token page describes the format.",
        ],
    };
}
