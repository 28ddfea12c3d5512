using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Azure.Tests.Rotation;

/// <summary>
/// A planned rotation over HTTP while consumers call the service all the time. Each caches the secret for as long as the
/// documents allow. Time is virtual; the calls are real and concurrent: a step of the rotation is made only once every
/// consumer has called with what it held before.
/// </summary>
public sealed class ConsumersUnderLoadTests
{
    private const int Consumers = 16;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    [LongTheory]
    [InlineData(5)]
    [InlineData(23 * 60)]
    public async Task NoCallFails_AndNoKeyShows_WhileTheKeyIsRotated(int cacheMinutes)
    {
        await using var rotation = await WireRotation.StartAsync(KeyJsonFormat.CognitiveServices);
        using var stop = new CancellationTokenSource();
        var sdk = new ConcurrentQueue<string>();
        using var listener = new AzureEventSourceListener((_, message) => sdk.Enqueue(message), EventLevel.Verbose);
        var consumers = Enumerable.Range(0, Consumers)
            .Select(i => new CachingConsumer(
                rotation, TimeSpan.FromMinutes(cacheMinutes),
                rotation.Clock.GetUtcNow() - TimeSpan.FromMinutes(i * cacheMinutes / Consumers)))
            .ToList();
        var running = consumers.Select(consumer => consumer.RunAsync(stop.Token)).ToList();

        CredentialState? state = null;
        for (var turn = 0; turn < 500 && state?.Rotation?.Step != RotationStep.Done; turn++)
        {
            state = await rotation.Sweep.RunAsync(rotation.Credential, CancellationToken.None);
            await Task.WhenAll(consumers.Select(static consumer => consumer.CalledAgainAsync()));
            rotation.Clock.Advance(Step);
            await Task.WhenAll(consumers.Select(static consumer => consumer.CalledAgainAsync()));
        }

        await stop.CancelAsync();
        await Task.WhenAll(running);
        state!.Rotation!.Proved.ShouldNotBeNull();
        rotation.Account.Accepts(rotation.OldKey).ShouldBeFalse();
        consumers.Sum(static consumer => consumer.Failed).ShouldBe(0);
        consumers.ShouldAllBe(static consumer => consumer.Calls > 100);
        sdk.ShouldNotBeEmpty();
        var said = string.Join('\n', [.. sdk.ToArray(), .. await rotation.ToldAsync()]);
        foreach (var key in rotation.Account.Keys.SelectMany(static keys => keys.Skip(1)))
        {
            said.ShouldNotContain(key);
        }
    }

    /// <summary>Reads the secret, keeps it for the cache's time, and calls with it without a pause.</summary>
    private sealed class CachingConsumer(WireRotation rotation, TimeSpan cache, DateTimeOffset read)
    {
        private readonly IKeyPlatform _service = rotation.NewClient();
        private string? _key;
        private TaskCompletionSource _again = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _wanted;

        public int Calls { get; private set; }

        public int Failed { get; private set; }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var wanted = Volatile.Read(ref _wanted);
                var now = rotation.Clock.GetUtcNow();
                if (_key is null || now >= read + cache)
                {
                    _key = (await rotation.Vault.GetAsync(rotation.Credential.Secret, CancellationToken.None))!.Value;
                    read = now;
                }

                Failed += await _service.ProbeAsync(rotation.Credential, _key, CancellationToken.None) == KeyProbeResult.Accepted ? 0 : 1;
                Calls++;
                if (wanted == 1 && Interlocked.CompareExchange(ref _wanted, 0, 1) == 1)
                {
                    _again.SetResult();
                }
            }
        }

        /// <summary>Completes after a whole turn that began after this call: cache looked at, service called.</summary>
        public Task CalledAgainAsync()
        {
            _again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _wanted, 1);
            return _again.Task;
        }
    }
}
