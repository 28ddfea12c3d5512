using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// A session that does a bounded amount of work: each character that is inspected or searched for tokens is a step, and so is a part of
/// each text's own cost. Beyond the limit every further use fails, as a guard does that is down.
/// </summary>
internal sealed class BoundedSession(IContentSession inner, long limit) : IContentSession
{
    /// <summary>The cost of a text beside its characters, in steps.</summary>
    private const int PerText = 32;

    private long _steps;

    public Inspected Inspect(string text, string? label, RedactionPlan plan)
    {
        Spend(text.Length + (label?.Length ?? 0));
        return inner.Inspect(text, label, plan);
    }

    public IContentStream OpenStream(RedactionPlan plan, bool restore, bool inJson) =>
        new BoundedStream(this, inner.OpenStream(plan, restore, inJson));

    public Restored Restore(string text, bool inJson)
    {
        Spend(text.Length);
        return inner.Restore(text, inJson);
    }

    public IReadOnlyList<string> DetectedSecrets => inner.DetectedSecrets;

    public IReadOnlyList<string>? Issued => inner.Issued;

    public ValueTask SaveAsync(CancellationToken cancellationToken) => inner.SaveAsync(cancellationToken);

    private void Spend(int characters)
    {
        _steps += characters + PerText;
        if (_steps > limit)
        {
            throw new InspectionLimitException(limit);
        }
    }

    private sealed class BoundedStream(BoundedSession session, IContentStream inner) : IContentStream
    {
        public IReadOnlyList<FindingDecision> Findings => inner.Findings;

        public int RestoredCount => inner.RestoredCount;

        public int Withheld => inner.Withheld;

        public string Push(string text)
        {
            session.Spend(text.Length);
            return inner.Push(text);
        }

        public string Complete() => inner.Complete();
    }
}

/// <summary>An interaction asks for more inspection than its tier allows.</summary>
internal sealed class InspectionLimitException(long limit) : Exception($"The interaction needs more than {limit} steps of inspection.");
