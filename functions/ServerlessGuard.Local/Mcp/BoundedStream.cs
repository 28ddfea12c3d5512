namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// Reads what a server sends, up to a budget that each request to it renews. A server that sends more, asked or not, is cut off: the read
/// throws, and with it the connection ends.
/// </summary>
internal sealed class BoundedStream(Stream inner, ReadBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        budget.Take(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return budget.Take(buffer.Span[..count]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>How many bytes a server may still send. Thread-safe.</summary>
internal sealed class ReadBudget
{
    /// <summary>For one request and what comes with it; a larger result is refused.</summary>
    public const long Bytes = 8L << 20;

    /// <summary>Each line counts as so many bytes more: what is no message costs more to read than its bytes.</summary>
    public const int PerLine = 1024;

    private long _left = Bytes;

    /// <summary>A request is sent: its answer may be as long as any.</summary>
    public void Renew() => Interlocked.Exchange(ref _left, Bytes);

    /// <summary>Counts what was read, and returns its length. Throws <see cref="IOException"/> beyond the budget.</summary>
    public int Take(ReadOnlySpan<byte> read) =>
        Interlocked.Add(ref _left, -(read.Length + ((long)PerLine * read.Count((byte)'\n')))) < 0
            ? throw new IOException("The MCP server sent more than the gateway reads.")
            : read.Length;
}

/// <summary>Bounds the answers of a server at an address, and follows it nowhere else.</summary>
internal sealed class BoundedHandler(HttpMessageHandler inner, ReadBudget budget) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content is { } content)
        {
            var bounded = new StreamContent(new BoundedStream(await content.ReadAsStreamAsync(cancellationToken), budget));
            foreach (var (name, values) in content.Headers)
            {
                bounded.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = bounded;
        }

        return response;
    }
}
