using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using ServerlessGuard.FunctionsHost.Protocol;
using RpcException = Grpc.Core.RpcException;

namespace ServerlessGuard.FunctionsHost.Worker;

/// <summary>The host's side of one worker's stream: questions with their answers, and invocations.</summary>
internal sealed class WorkerChannel(ILoggerFactory logs) : IDisposable
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _questions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();

    public string Id { get; } = Guid.NewGuid().ToString("D");

    public Task Attached => _attached.Task;

    /// <summary>Serves the stream that the worker opened, until either side ends it.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> from, IServerStreamWriter<StreamingMessage> to, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        _attached.TrySetResult();
        var writing = WriteAsync(to, both.Token);
        try
        {
            await foreach (var message in from.ReadAllAsync(both.Token))
            {
                Take(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or RpcException)
        {
            // The worker died or was stopped: its process tells which.
        }
        finally
        {
            End(new InvalidOperationException("The worker's stream ended."));
            await both.CancelAsync();
            await writing;
        }
    }

    public async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken)
    {
        question.RequestId = Guid.NewGuid().ToString("D");
        var answer = _questions.GetOrAdd(question.RequestId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        Tell(question);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellationToken)
    {
        var answer = _invocations.GetOrAdd(request.InvocationId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        Tell(new StreamingMessage { InvocationRequest = request });
        await using var cancelling = cancellationToken.Register(
            () => Tell(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        return await answer.Task;
    }

    public void Tell(StreamingMessage message)
    {
        if (!_outgoing.Writer.TryWrite(message))
        {
            End(new InvalidOperationException("The worker's stream ended."));
        }
    }

    /// <summary>Fails everything that waits for the worker.</summary>
    public void End(Exception reason)
    {
        _outgoing.Writer.TryComplete();
        _attached.TrySetException(reason);
        foreach (var question in _questions.Values)
        {
            question.TrySetException(reason);
        }

        foreach (var invocation in _invocations.Values)
        {
            invocation.TrySetException(reason);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await to.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException or RpcException)
        {
            End(new InvalidOperationException("The worker's stream ended.", e));
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                Log(message.RpcLog);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse when _invocations.TryRemove(
                message.InvocationResponse.InvocationId, out var invocation):
                invocation.TrySetResult(message.InvocationResponse);
                break;
            default:
                if (_questions.TryRemove(message.RequestId, out var question))
                {
                    question.TrySetResult(message);
                }

                break;
        }
    }

    private void Log(RpcLog entry)
    {
        var level = entry.Level is >= RpcLog.Types.Level.Trace and <= RpcLog.Types.Level.Critical
            ? (LogLevel)entry.Level
            : LogLevel.Information;
#pragma warning disable CA1848, CA2254 // A worker's own text, passed on.
        logs.CreateLogger("Worker." + entry.Category)
            .Log(level, "{Message}{Exception}", entry.Message, entry.Exception is null ? "" : " " + entry.Exception.Message);
#pragma warning restore CA1848, CA2254
    }
}
