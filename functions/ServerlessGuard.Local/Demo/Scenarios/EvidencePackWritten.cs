using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Local.Evidence;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>An evidence pack is written, and checked by somebody who has nothing but the pack and the log's public key.</summary>
internal sealed class EvidencePackWritten : IDemoScenario
{
    public string Title => "An evidence pack is requested";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        await context.AskAsync("demo", "What is on record?", stream: false, cancellationToken);
        var made = await context.Services.GetRequiredService<EvidencePackBuilder>()
            .BuildAsync(cancellationToken, sequence: context.Log.RunAsync);
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await PackDirectory.WriteAsync(folder, made.Files, cancellationToken);
            var verified = new PackVerifier(await context.Log.KeyAsync(cancellationToken), LocalEvidenceExtensions.CreatedBy)
                .Verify(await PackDirectory.ReadAsync(folder, cancellationToken));
            var statuses = verified.Pack?.Results.ToDictionary(static r => r.Control.Id, static r => r.Status, StringComparer.Ordinal)
                ?? [];
            return new()
            {
                Tried = $"An evidence pack of {made.Files.Count} files, checked with only the pack and the log's public key",
                ModelSaw = "",
                ClientGot =
                    $"{made.Pack.Count(ControlStatus.Holds)} controls hold, {made.Pack.Count(ControlStatus.Fails)} fail, {made.Pack.Count(ControlStatus.Unknown)} are unknown",
                Checks =
                [
                    new("The pack verified", verified.IsIntact && verified.Reproduced),
                    new("Its facts are proven to be in the log", verified.Proven > 0),
                    new("The log is intact", statuses.GetValueOrDefault("log-intact") == ControlStatus.Holds),
                    new(
                        "Controls that this machine lacks do not hold",
                        statuses.GetValueOrDefault("every-tier-enforces") == ControlStatus.Fails),
                    new("A reviewer's decision counts", statuses.GetValueOrDefault("output-reviewed") == ControlStatus.Holds),
                    new("It names who can change the model here", made.Pack.Facts.Kind(FactKinds.Access)
                        .Any(static f => f is { Subject: "change_model", Values: var v } && v["principals"].Length > 0)),
                    new("The stranger's refusal is on record", statuses.GetValueOrDefault("unauthenticated-refused") == ControlStatus.Holds
                        && made.Pack.Newest(AuditKinds.CallerRefused)?.Entry is not null),
                ],
            };
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
