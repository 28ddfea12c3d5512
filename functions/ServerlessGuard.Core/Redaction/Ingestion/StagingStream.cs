using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>Writes into staged blocks, the first with the number <paramref name="first"/>. Holds one block.</summary>
internal sealed class StagingStream(IStagedBlobStore blobs, string name, string upload, int first, int blockBytes) : Stream
{
    private readonly byte[] _block = new byte[blockBytes];
    private int _count;

    /// <summary>Blocks staged so far.</summary>
    public int Blocks { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, _block.Length - _count);
            buffer[..taken].CopyTo(_block.AsMemory(_count));
            _count += taken;
            buffer = buffer[taken..];
            if (_count == _block.Length)
            {
                await StageAsync(cancellationToken);
            }
        }
    }

    /// <summary>Stages what is left.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
        {
            await StageAsync(cancellationToken);
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask StageAsync(CancellationToken cancellationToken)
    {
        await blobs.StageAsync(name, upload, first + Blocks, _block.AsMemory(0, _count), cancellationToken);
        Blocks++;
        _count = 0;
    }
}
