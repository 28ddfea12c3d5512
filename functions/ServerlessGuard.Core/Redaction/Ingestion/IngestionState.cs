using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>How far a file has come: what of the source is done, and which blocks of the output stand for it.</summary>
internal sealed record IngestionState
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>The file goes to quarantine: it was found that it must.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>Why it cannot be worked on as text: <c>encoding</c> or <c>line</c>. Then nothing of it is copied.</summary>
    public string? Unreadable { get; init; }

    public long Done { get; init; }

    public int Blocks { get; init; }

    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    public GuardAction Strictest { get; init; }

    public long InvalidLines { get; init; }

    /// <summary>The output is there for everybody to see.</summary>
    public bool IsFinished { get; init; }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static IngestionState? Read(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize<IngestionState>(body.Span);

    /// <summary>With what a further stretch gave.</summary>
    public IngestionState With(TextSummary stretch, long bytes, int blocks)
    {
        var counts = new Dictionary<string, long>(Counts);
        foreach (var (kind, count) in stretch.Counts)
        {
            counts[kind] = counts.GetValueOrDefault(kind) + count;
        }

        return this with
        {
            Done = Done + bytes,
            Blocks = Blocks + blocks,
            Counts = counts,
            Strictest = stretch.Strictest > Strictest ? stretch.Strictest : Strictest,
            InvalidLines = InvalidLines + stretch.InvalidLineCount,
        };
    }
}
