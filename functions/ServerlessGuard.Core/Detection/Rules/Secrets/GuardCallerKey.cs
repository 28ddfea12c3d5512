using ServerlessGuard.Core.Gateway;

namespace ServerlessGuard.Core.Detection.Rules.Secrets;

/// <summary>The guard's own caller key, <c>sg-NAME-SECRET</c>, told from a look-alike by its check digits.</summary>
internal sealed class GuardCallerKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-208",
        Kind = "guard-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sg-"),
        Pattern = "sg-[a-z0-9-]{1,40}-[A-Za-z0-9]{49}",
        MaxLength = CallerKeyText.MaxLength,
        Check = CallerKeyText.IsWellFormed,
        Confidence = 0.99,
        Positives = [
            "Use «sg-ci" + "-runner-PVV2IAeaQoAFUUnug" + "7lGXa8YOSy65Nk7XohVbbMmq8D41xflo» for the gateway.",
        ],
        Negatives = [
            "sg-ci" + "-runner-PVV2IAeaQoAFUUnug" + "7lGXa8YOSy65Nk7XohVbbMmq8D41xfl0 has wrong check digits",
            "The sg-security-group is open.",
        ],
    };
}
