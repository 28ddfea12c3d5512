using System.ComponentModel;
using System.Diagnostics;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// An MCP server that is a program of this machine: started with the variables that its configuration names and no others of the guard's,
/// and ended with everything that it started.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The variables that any program needs to run; none of them is a secret.</summary>
    private static readonly string[] Plain =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot", "ComSpec", "PATHEXT",
        "APPDATA", "LOCALAPPDATA", "USERPROFILE", "ProgramFiles", "DOTNET_ROOT",
    ];

    private static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _errors;

    private ServerProcess(Process process)
    {
        _process = process;

        // Read, so that a server which complains does not stall; kept nowhere, since it may repeat content.
        _errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Its standard input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Throws <see cref="ToolFailedException"/> for a program that does not start, and for a variable that is not set.</summary>
    public static ServerProcess Start(McpServerConfig server, Func<string, string?> variable)
    {
        var start = new ProcessStartInfo(server.Command[0])
        {
            WorkingDirectory = server.Directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in server.Command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var name in Plain)
        {
            if (variable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, from) in server.Environment)
        {
            start.Environment[name] = UpstreamSecret.Read(server, from, variable);
        }

        try
        {
            return new ServerProcess(Process.Start(start)!);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new ToolFailedException(
                "tool_unreachable", $"The program of the MCP server {server.Id} does not start ({failure.GetType().Name}).", failure);
        }
    }

    /// <summary>Closes its input, by which a server is told to end, and ends it where it stays.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        using (var patience = new CancellationTokenSource(ToLeave))
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended meanwhile.
        }

        await _errors.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }
}

/// <summary>Reads the secrets that a server gets from the guard's own environment.</summary>
internal static class UpstreamSecret
{
    /// <summary>Throws <see cref="ToolFailedException"/> with the variable's name where it is not set.</summary>
    public static string Read(McpServerConfig server, string name, Func<string, string?> variable) =>
        variable(name) is { Length: > 0 } value
            ? value
            : throw new ToolFailedException(
                "tool_unreachable", $"The MCP server {server.Id} needs the environment variable {name}, and it is not set.");
}
