using System.Buffers;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Content that comes in pieces, joined to be measured and stored. The reader of the pieces bounds it.</summary>
internal sealed class ContentBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(ReadOnlySpan<byte> piece) => _bytes.Write(piece);
}
