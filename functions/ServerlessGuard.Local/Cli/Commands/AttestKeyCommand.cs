using System.CommandLine;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard attest keygen</c>: an attester's key.</summary>
internal static class AttestKeyCommand
{
    private const int LongestKey = 16 * 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var attester = new Option<string>(
            "--attester")
        { Description = "The attester's id, as the policy is to name it.", HelpName = "ID", Required = true };
        var file = new Option<string>(
            "--out")
        { Description = "The file to write the private key to; it must not exist.", HelpName = "FILE", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("keygen", "Make an attester's key. The policy names its public half.") { attester, file, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var key = AttesterKey.Generate(new SystemEntropy(clock));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var writer = new StreamWriter(terminal.Resolve(result.GetValue(file)!), options))
            {
                await writer.WriteAsync(key.ToPem().AsMemory(), cancellationToken);
            }

            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { id = result.GetValue(attester), key = key.PublicText });
            }
            else
            {
                await terminal.Out.WriteLineAsync($"- {{ id: {result.GetValue(attester)}, key: \"{key.PublicText}\", valid_for: 90d }}");
                await terminal.Error.WriteLineAsync("Put that line under attesters in the policy. The deploying identity must not read the key file.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    public static AttesterKey Read(Terminal terminal, string file)
    {
        var path = terminal.Resolve(file);
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new CommandException(
                $"{file}: other users of this machine can read or change this key.", $"Keep it to yourself: chmod 600 {file}");
        }

        using var stream = RegularFile.OpenRead(path);
        using var reader = new StreamReader(stream);
        var buffer = new char[LongestKey];
        var length = reader.ReadBlock(buffer);
        return AttesterKey.TryRead(new string(buffer, 0, length))
            ?? throw new CommandException(
                $"{file} holds no Ed25519 private key.", "'guard attest keygen' makes one; so does: openssl genpkey -algorithm ed25519");
    }
}
