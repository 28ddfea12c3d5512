using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>How far a file has come: what of the source is done, and which blocks of the output stand for it.</summary>
internal sealed record IngestionState
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The file goes to quarantine: it was found that it must.</summary>
    [JsonPropertyName("isQuarantined")]
    public bool IsQuarantined { get; init; }

    /// <summary>Why it cannot be worked on as text: <c>encoding</c> or <c>line</c>. Then nothing of it is copied.</summary>
    [JsonPropertyName("unreadable")]
    public string? Unreadable { get; init; }

    [JsonPropertyName("done")]
    public long Done { get; init; }

    [JsonPropertyName("blocks")]
    public int Blocks { get; init; }

    [JsonPropertyName("counts")]
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    [JsonPropertyName("strictest")]
    public GuardAction Strictest { get; init; }

    [JsonPropertyName("invalidLines")]
    public long InvalidLines { get; init; }

    /// <summary>How many values are masked because a file keeps no originals, where the tier names another action.</summary>
    [JsonPropertyName("masked")]
    public long Masked { get; init; }

    /// <summary>The output is there for everybody to see.</summary>
    [JsonPropertyName("isFinished")]
    public bool IsFinished { get; init; }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, IngestionJson.Default.IngestionState);

    public static IngestionState? Read(ReadOnlyMemory<byte> body) =>
        JsonSerializer.Deserialize(body.Span, IngestionJson.Default.IngestionState);

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
            Masked = Masked + stretch.Masked,
        };
    }
}

/// <summary>The file beside a file in quarantine: why it is there, in kinds and counts, without content.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Version">The source's version.</param>
/// <param name="Bytes">The source's length.</param>
/// <param name="Unreadable">As <see cref="IngestionState.Unreadable"/>.</param>
/// <param name="Findings">Kind of finding -> how many.</param>
/// <param name="InvalidLines">Lines that are no JSON.</param>
internal sealed record QuarantineReport(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("bytes")] long Bytes,
    [property: JsonPropertyName("unreadable")] string? Unreadable,
    [property: JsonPropertyName("findings")] IReadOnlyDictionary<string, long> Findings,
    [property: JsonPropertyName("invalid_lines")] long InvalidLines);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IngestionState))]
[JsonSerializable(typeof(QuarantineReport))]
internal sealed partial class IngestionJson : JsonSerializerContext;
