namespace ServerlessGuard.Core.Upstream;

/// <summary>One event of a model's stream: its raw bytes with the blank line that ends it, and its data (null: only comments).</summary>
internal readonly record struct SseFrame(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte>? Data)
{
    public bool IsDone => Data is { } data && data.Span.Trim((byte)' ').SequenceEqual("[DONE]"u8);
}
