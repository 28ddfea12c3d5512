using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>The text that replaces a value.</summary>
internal static class Replacement
{
    /// <param name="rule">The rule that names the value.</param>
    /// <param name="action">Changed to Mask when what it names cannot be done with the value: the caller says so.</param>
    /// <param name="value">The original.</param>
    /// <param name="session">Keys and tokens of the scope.</param>
    /// <param name="spelling">How the value is spelled where it stands; see <see cref="TokenEntry.Spelling"/>.</param>
    public static string For(Rule rule, ref GuardAction action, string value, TokenSession session, string? spelling = null)
    {
        switch (action)
        {
            case GuardAction.Neutralise:
                return Neutraliser.Neutralise(value);
            case GuardAction.Tokenise when session.Issue(rule.Kind, value, spelling) is { } token:
                return token;
            case GuardAction.Surrogate:
                return Surrogate(rule, ref action, value, session);
            case GuardAction.Hash:
                return $"[{rule.Kind}#{session.Hash(value)}]";
            case GuardAction.Drop:
                return RedactionMarkers.DropMarker;
            case GuardAction.Tokenise:
                action = GuardAction.Mask;
                return RedactionMarkers.Mask(rule.Kind);
            default:
                return RedactionMarkers.Mask(rule.Kind);
        }
    }

    private static string Surrogate(Rule rule, ref GuardAction action, string value, TokenSession session)
    {
        const int attempts = 8;
        Span<byte> random = stackalloc byte[32];
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            session.Derive(value, attempt, random);
            var made = (rule.Surrogate ?? GenericSurrogate.Make)(value, random);
            if (!made.Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return made;
            }
        }

        // Nothing in the value can vary.
        action = GuardAction.Mask;
        return RedactionMarkers.Mask(rule.Kind);
    }
}
