using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// The models' watch documents, by the model's id. They have no lease: any number of workers reads an endpoint and judges
/// it at once, and each drift's own claim (<see cref="OpenDrift.ClaimedUntil"/>) decides which of them alerts and acts.
/// </summary>
public sealed class WatchJournal(IDocumentStore documents) : Journal<WatchState>(documents, Partition, WatchJson.Default.WatchState)
{
    /// <summary>Among the deployer's own tables: no other duty may write what the watch has done.</summary>
    public const string Partition = "rollbacks-watch";

    protected override WatchState Empty(string id) => new() { Model = id };

    protected override string KeyOf(string id) => ModelKeys.Of(id);
}
