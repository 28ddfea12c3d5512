using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.Tests.Storage;

/// <summary>The network: of the requests that it is told to spoil, the service acts on each and its answer never comes.</summary>
internal sealed class LostResponses(Func<Request, bool> spoils) : HttpPipelinePolicy
{
    private int _lost;

    public int Lost => Volatile.Read(ref _lost);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Response.Status < 300 && spoils(message.Request))
        {
            Interlocked.Increment(ref _lost);
            throw new IOException("The connection was reset.");
        }
    }

    public Action<ClientOptions> Policy => options =>
    {
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
    };

    /// <summary>Every second request of a method is spoilt, so that a retry comes through.</summary>
    public static LostResponses EverySecond(RequestMethod method)
    {
        var seen = 0;
        return new(request => request.Method == method && Interlocked.Increment(ref seen) % 2 == 1);
    }
}
