using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Local.Evidence;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>One byte of each file of an evidence pack is changed, one file after the other; the verifier finds every one.</summary>
internal sealed class TamperedPack : IDemoScenario
{
    public string Title => "Someone changes one byte of the proof";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var made = await context.Services.GetRequiredService<EvidencePackBuilder>()
            .BuildAsync(cancellationToken, sequence: context.Log.RunAsync);
        var verifier = new PackVerifier(await context.Log.KeyAsync(cancellationToken), LocalEvidenceExtensions.CreatedBy);
        var found = new List<PackFinding>();
        var honest = verifier.Verify(made.Files).IsIntact;
        foreach (var (name, content) in made.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] changed = [.. content];
            changed[changed.Length / 2] ^= 1;
            found.AddRange(
                verifier.Verify(new Dictionary<string, byte[]>(made.Files, StringComparer.Ordinal) { [name] = changed }).Findings.Take(1));
        }

        return new()
        {
            Tried = $"One bit in the middle of each of {made.Files.Count} files of a pack, one after the other",
            ModelSaw = "",
            ClientGot = found.Count > 0
                ? $"{found.Count} of {made.Files.Count} found, the last one: {found[^1].Fault}, {found[^1].Location}"
                : "nothing",
            Checks =
            [
                new("The pack verified before", honest),
                new("Every change was found", found.Count == made.Files.Count && made.Files.Count > 0),
            ],
        };
    }
}
