using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Inspection and tokens of one interaction. Used by one interaction at a time, not concurrently.</summary>
public interface IContentSession
{
    /// <summary>Finds and replaces by the plan. A finding whose action is Hold or Block is reported, not necessarily replaced.</summary>
    /// <param name="label">The name of the value, such as a property's: context for the rules, not part of the text.</param>
    Inspected Inspect(string text, string? label, RedactionPlan plan);

    /// <summary>A stream that equals <see cref="Inspect"/> on the whole text for every chunking, then restores if asked to.</summary>
    /// <param name="inJson">The text is a JSON document: restored values are escaped for the string they are in.</param>
    IContentStream OpenStream(RedactionPlan plan, bool restore, bool inJson);

    /// <summary>Turns this scope's tokens back, never inside URLs or markup.</summary>
    /// <param name="inJson">The text is a JSON document: values are escaped for the string they are in.</param>
    Restored Restore(string text, bool inJson);

    /// <summary>The texts that secret rules found so far, a bounded number; for telling by keyed hash whether one is a live key.</summary>
    IReadOnlyList<string> DetectedSecrets { get; }

    /// <summary>The codes that this session may turn back; null is every code of its scope.</summary>
    IReadOnlyList<string>? Issued { get; }

    /// <summary>Makes new tokens durable. A model must not see a token before.</summary>
    ValueTask SaveAsync(CancellationToken cancellationToken);
}

/// <summary>A text after inspection: the same instance when nothing was replaced.</summary>
public readonly record struct Inspected(string Text, IReadOnlyList<FindingDecision> Findings);

/// <summary>A text after restoring, and how many tokens were turned back.</summary>
public readonly record struct Restored(string Text, int Count);
