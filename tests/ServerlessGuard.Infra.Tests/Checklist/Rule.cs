using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Checklist;

/// <summary>A scanner's rule, or ours: which resources it is about and when it holds; or why it does not apply.</summary>
internal sealed record Rule(string Id, string What)
{
    public Func<Graph, IEnumerable<RecordedResource>>? On { get; init; }

    public Func<Graph, RecordedResource, bool>? Holds { get; init; }

    public string? DoesNotApply { get; init; }
}
