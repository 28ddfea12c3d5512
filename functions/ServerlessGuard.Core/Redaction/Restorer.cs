using System.Collections.Frozen;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Turns a session's tokens back into their originals.</summary>
public static class Restorer
{
    /// <summary>
    /// Finds tokens despite what models do to them: case, a translated label, markdown around or inside, escapes, spaces,
    /// line ends and invisible characters inside the brackets, lost brackets. Only tokens of the session; what merely looks
    /// like one stays. For every text, <c>Restore(Redact(text)) == Restore(text)</c> with the same session.
    /// </summary>
    public static RestoreResult Restore(string text, TokenSession session, RestoreMode places = RestoreMode.Prose)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(session);
        if (session.Count == 0)
        {
            return new RestoreResult { Text = text, Restored = FrozenDictionary<string, int>.Empty, Refused = 0 };
        }

        var stream = new StreamRestorer(session, places);
        var restored = stream.Append(text) + stream.Complete();
        return new RestoreResult { Text = restored, Restored = stream.Restored, Refused = stream.Refused };
    }
}

/// <summary>A text with its tokens turned back.</summary>
public sealed record RestoreResult
{
    public required string Text { get; init; }

    /// <summary>How many tokens were turned back, per kind.</summary>
    public required IReadOnlyDictionary<string, int> Restored { get; init; }

    /// <summary>How many tokens of this session were left because of their place.</summary>
    public required int Refused { get; init; }
}
