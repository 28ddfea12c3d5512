using System.Collections.Concurrent;
using System.Text;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// The platform's view of the key that the replicas rotate all the time: after every request that took effect, the key that
/// the vault gives out is accepted.
/// </summary>
internal sealed class ReplicaKeys(AzureSimulation azure)
{
    private readonly ConcurrentQueue<string> _faults = new();

    public IReadOnlyCollection<string> Faults => _faults;

    public IReadOnlyList<(string Version, string Value)> Versions => azure.Vault.Versions(ReplicaPolicy.Credential);

    private SimulatedAccount Account => azure.Resources.Find(ReplicaPolicy.Account)!;

    /// <summary>How often a key of the account was replaced.</summary>
    public int Regenerations => Account.Keys.Sum(static slot => slot.Count - 1);

    /// <summary>
    /// The vault's key is the newest of one slot, and the other slot's newest is of no version: nothing more works than should.
    /// </summary>
    public bool IsAtRest => Account.Keys.Any(slot => slot[^1] == Versions[^1].Value)
        && Account.Keys.SelectMany(static slot => slot).Where(Account.Accepts).Count(key => Versions.Any(v => v.Value == key)) == 1;

    public void Check(AzureRequest request)
    {
        var current = Versions[^1];
        if (!Account.Accepts(current.Value) && Versions[^1] == current)
        {
            _faults.Enqueue(
                $"After {request.Method} {request.Path} of {request.Principal} the vault's version {Versions.Count} is not accepted.");
        }
    }

    /// <summary>Tells the queue of every version once that it nears its expiry.</summary>
    public async Task TellAsync(IWorkQueue queue, CancellationToken end)
    {
        var told = "";
        while (!end.IsCancellationRequested)
        {
            await Condition.HoldsAsync(() => end.IsCancellationRequested || Versions[^1].Version != told, "another version of the key");
            told = Versions[^1].Version;
            await TellAsync(queue, told);
        }
    }

    /// <summary>Tells the queue that a version nears its expiry, twice, as Event Grid may.</summary>
    public static async Task TellAsync(IWorkQueue queue, string version)
    {
        var text =
            $$$"""{"specversion":"1.0","id":"expiry-{{{version}}}","source":"/vaults/guard","type":"Microsoft.KeyVault.SecretNearExpiry","subject":"{{{ReplicaPolicy.Credential}}}","time":"2026-01-01T00:00:00Z","data":{"VaultName":"guard","ObjectName":"{{{ReplicaPolicy.Credential}}}","Version":"{{{version}}}"}}""";
        for (var copy = 0; copy < 2; copy++)
        {
            await queue.EnqueueAsync(
                EventDispatcher.QueueName, Encoding.UTF8.GetBytes(text), TimeSpan.Zero, TestContext.Current.CancellationToken);
        }
    }
}
