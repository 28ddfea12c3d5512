using System.Buffers;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Passes an answer on and keeps a copy. An answer in one piece is kept before it is sent, so that a client that left
/// gets it with its next try; a stream is kept once its end is known.
/// </summary>
public sealed class RecordingSink(IResponseSink inner, IdempotentResponses answers, IdempotencyResult.Begun begun) : IResponseSink
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private (int Status, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers)? _head;
    private bool _isKept;
    private bool _isBroken;

    public bool IsStarted => inner.IsStarted;

    private bool IsStream => _head?.ContentType == GuardResponseWriter.Events;

    public ValueTask StartAsync(
        int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        _head = (status, contentType, [.. headers]);
        return inner.StartAsync(status, contentType, headers, cancellationToken);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_body.WrittenCount <= IdempotentResponses.LargestResponse)
        {
            _body.Write(bytes.Span);
        }

        if (!IsStream)
        {
            await KeepAsync(cancellationToken);
        }

        await inner.WriteAsync(bytes, cancellationToken);
    }

    public void Abort()
    {
        _isBroken = true;
        inner.Abort();
    }

    /// <summary>The request is done: what was not kept yet is, or the key is free again.</summary>
    public async ValueTask EndAsync(bool failed)
    {
        if (_isKept)
        {
            return;
        }

        if (failed || _isBroken || _head is not { Status: 200 })
        {
            await answers.ForgetAsync(begun, CancellationToken.None);
            return;
        }

        await KeepAsync(CancellationToken.None);
    }

    private async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        if (_isKept || _head is not { Status: 200 } head)
        {
            return;
        }

        _isKept = true;
        await answers.EndAsync(
            begun, new RecordedResponse(head.Status, head.ContentType, head.Headers, _body.WrittenSpan.ToArray()), cancellationToken);
    }
}
