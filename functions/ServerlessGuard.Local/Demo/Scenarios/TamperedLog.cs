using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Local.Audit;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>
/// One byte of a copy of the audit log is changed; a verifier that has nothing but the copy and the public key finds where.
/// </summary>
internal sealed class TamperedLog : IDemoScenario
{
    public string Title => "Someone changes one byte of the audit log";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        await context.AskAsync("demo", "Hello, for the record?", stream: false, cancellationToken);
        await context.Log.RunAsync(cancellationToken);
        var copy = Directory.CreateTempSubdirectory("guard-log-").FullName;
        try
        {
            var source = new DirectoryLogSource(Path.GetDirectoryName(context.Policy.File)!);
            await CopyAsync(source, copy, cancellationToken);
            var options = new LogVerifierOptions { Log = await context.Log.KeyAsync(cancellationToken) };
            var before = await new LogVerifier(options).VerifyAsync(new DirectoryLogSource(copy), cancellationToken);
            var bundle = Directory.EnumerateFiles(Path.Combine(copy, "tile", "entries"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .First();
            var bytes = await File.ReadAllBytesAsync(bundle, cancellationToken);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(bundle, bytes, cancellationToken);
            var after = await new LogVerifier(options).VerifyAsync(new DirectoryLogSource(copy), cancellationToken);
            return new()
            {
                Tried = $"Byte {bytes.Length / 2} of {Path.GetRelativePath(copy, bundle)} in a copy of the log, one bit of it",
                ModelSaw = "",
                ClientGot = after.Findings.Count > 0 ? $"{after.Findings[0].Fault}: {after.Findings[0].Location}" : "nothing",
                Checks =
                [
                    new($"The log of {before.Entries} entries verified before", before.IsIntact && before.Entries > 0),
                    new("The changed byte was found", !after.IsIntact),
                    new("The finding names the place", after.Findings.Any(static f => f.Location.StartsWith(
                        "entry ", StringComparison.Ordinal) || f.Location.StartsWith("tile/entries/", StringComparison.Ordinal))),
                ],
            };
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task CopyAsync(DirectoryLogSource source, string folder, CancellationToken cancellationToken)
    {
        await foreach (var path in source.ListAsync(cancellationToken))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (await source.ReadAsync(path, cancellationToken) is { } content)
            {
                await File.WriteAllBytesAsync(file, content, cancellationToken);
            }
        }
    }
}
