using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Callers;

/// <summary>Finds the guard's own caller key, <c>sg-NAME-SECRET</c>. Its check digits distinguish it from a look-alike.</summary>
public static class CallerKeyRule
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
