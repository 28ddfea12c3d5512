namespace ServerlessGuard.Testing.Contracts;

/// <summary>A source that gives 64 KiB and then fails.</summary>
internal sealed class BreakingStream : Stream
{
    private int _left = 65_536;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = Math.Min(count, _left);
        _left -= given;
        return given > 0 ? given : throw new InvalidDataException("The source broke.");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
