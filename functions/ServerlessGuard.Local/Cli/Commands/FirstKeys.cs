using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>Makes a key for each application that callers with keys may use and that has none yet.</summary>
internal static class FirstKeys
{
    private const string Prefix = "key:";

    /// <summary>The keys made now, by application. Their text is shown once and kept nowhere.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(EmbeddedHost host, CancellationToken cancellationToken)
    {
        var keys = host.Services.GetRequiredService<CallerKeys>();
        var known = (await keys.ListAsync(cancellationToken)).Select(static record => record.Name).ToHashSet(StringComparer.Ordinal);
        var made = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var application in host.Services.GetRequiredService<IPolicySource>().Current.Applications.Values)
        {
            var names = NamesOf(application);
            if (names.Count == 0 || names.Exists(known.Contains))
            {
                continue;
            }

            // Another replica may have made it meanwhile, and then it showed it.
            if (await keys.CreateAsync(names[0], [], expires: null, cancellationToken) is { } created)
            {
                await host.Services.GetRequiredService<IAuditLog>().AppendAsync(
                    CallerKeyEntries.Created(created.Record, Actors.Guard), cancellationToken);
                made[application.Id] = created.Key;
            }
        }

        return made;
    }

    private static List<string> NamesOf(ApplicationPolicy application) =>
        [
            .. application.Callers
                .Where(static caller => caller.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(static caller => caller[Prefix.Length..])
                .Where(static name => CallerKeyText.IsName(name)),
        ];
}
