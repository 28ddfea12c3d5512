using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Demo;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Attack.Tests.Records;

/// <summary>All that a guard has stored after the demo's scenarios: rotations, rollbacks, drills, cases, tokens and the rest.</summary>
public sealed class StoredDocuments : IAsyncLifetime
{
    /// <summary>Of each kind of partition, this many documents are attacked.</summary>
    private const int MostOfEach = 3;

    private DemoEnvironment? _demo;

    /// <summary>As they lie in the database, seal and all.</summary>
    public IReadOnlyList<Document> Raw { get; private set; } = [];

    public ISecretStore Secrets => _demo!.Services.GetRequiredService<ISecretStore>();

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        _demo = await DemoEnvironment.OpenAsync(TimeProvider.System, cancel);
        await _demo.RunAsync(DemoScenarios.All, static _ => { }, cancel);
        var stored = _demo.Services.GetRequiredService<SqliteDocumentStore>();
        var raw = new List<Document>();
        foreach (var partition in Partitions())
        {
            raw.AddRange(await stored.ListAsync(partition, null, MostOfEach, cancel));
        }

        Raw = [.. raw.GroupBy(static document => RecordTable.NameOf(document.Partition)).SelectMany(static kind => kind.Take(MostOfEach))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }
    }

    private IReadOnlyList<string> Partitions() => _demo!.Services.GetRequiredService<SqliteDatabase>().Read<IReadOnlyList<string>>(
        static statements =>
        {
            using var reader = statements.Get("SELECT DISTINCT partition FROM documents ORDER BY partition").ExecuteReader();
            var found = new List<string>();
            while (reader.Read())
            {
                found.Add(reader.GetString(0));
            }

            return found;
        });
}
