using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Policies;

/// <summary>How the policy file spells the values of enumerations.</summary>
internal static class PolicyEnumNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    public static T Read<T>(string? text, T otherwise)
        where T : struct, Enum => text is null ? otherwise
            : WireName.TryRead<T>(text, out var value) ? value
            : throw new ArgumentException($"{typeof(T).Name} has no value {text}.", nameof(text));

    /// <summary>The decision on a tool call or a case: allow, review (a person decides) or deny.</summary>
    public static GuardAction ReadDecision(string? text, GuardAction otherwise) => text switch
    {
        null => otherwise,
        "allow" => GuardAction.Allow,
        "review" => GuardAction.Hold,
        _ => GuardAction.Block,
    };

    public static string OfDecision(GuardAction decision) => decision switch
    {
        GuardAction.Allow => "allow",
        GuardAction.Hold => "review",
        _ => "deny",
    };
}
