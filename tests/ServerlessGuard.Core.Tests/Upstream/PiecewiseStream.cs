namespace ServerlessGuard.Core.Tests.Upstream;

/// <summary>Gives its bytes in pieces of the given sizes, over and over.</summary>
internal sealed class PiecewiseStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
{
    private int _next;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[_next++ % sizes.Length])], cancellationToken);
}
