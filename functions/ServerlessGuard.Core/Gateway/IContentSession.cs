using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Inspection and tokens of one interaction. Used by one interaction at a time, not concurrently.</summary>
public interface IContentSession
{
    /// <summary>Finds and replaces by the plan. A finding whose action is Hold or Block is reported, not necessarily replaced.</summary>
    /// <param name="label">What names the value, as a property does: context for the rules, not part of the text.</param>
    Inspected Inspect(string text, string? label, RedactionPlan plan);

    /// <summary>A stream that equals <see cref="Inspect"/> on the whole text for every chunking, then restores if asked to.</summary>
    IContentStream OpenStream(RedactionPlan plan, bool restore);

    /// <summary>Turns this scope's tokens back, never inside URLs or markup.</summary>
    Restored Restore(string text);

    /// <summary>Makes new tokens durable. A model must not see a token before.</summary>
    ValueTask SaveAsync(CancellationToken cancellationToken);
}
