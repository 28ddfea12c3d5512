using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Demo;

/// <summary>The policy file of the running gateway.</summary>
internal sealed class DemoPolicy(string file, PolicyFileWatcher watcher, TimeProvider clock)
{
    public string File => file;

    /// <summary>
    /// Writes a policy into the running gateway's file and waits for the result: its errors, empty when it
    /// is in force.
    /// </summary>
    public async Task<string> ReplaceAsync(string yaml, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
        var draft = file + ".new";
        await System.IO.File.WriteAllTextAsync(draft, yaml, cancellationToken);
        System.IO.File.Move(draft, file, overwrite: true);
        var attempt = await DemoWait.UntilAsync(
            "the policy's judgement",
            () => ValueTask.FromResult(watcher.Last),
            attempt => attempt?.ContentHash == hash,
            static attempt => attempt?.ContentHash,
            clock,
            cancellationToken);
        return string.Join(' ', attempt!.Errors.Select(static error => $"{error.Path}: {error.Message}"));
    }
}
