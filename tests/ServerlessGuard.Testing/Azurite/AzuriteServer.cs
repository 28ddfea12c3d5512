using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Testing.Azurite;

/// <summary>
/// Azurite (blobs, queues, tables) in memory, on free loopback ports, with an account whose key is made here. A fixture:
/// without Node.js <see cref="Require"/> skips the test with the reason; in CI it fails.
/// </summary>
public sealed partial class AzuriteServer : IAsyncLifetime
{
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly HttpClient _control = new();
    private Process? _process;
    private string? _missing;
    private string? _connection;

    /// <summary>Whether it runs here.</summary>
    public bool IsThere => _connection is not null;

    public string ConnectionString => _connection ?? throw new InvalidOperationException("Call Require first.");

    public async ValueTask InitializeAsync()
    {
        _missing = await AzuriteInstall.EnsureAsync();
        if (_missing is null)
        {
            await StartAsync();
        }
        else if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException(_missing);
        }
    }

    /// <summary>Skips the running test where Azurite cannot run.</summary>
    public void Require()
    {
        if (_missing is not null)
        {
            // The prefix by which xunit tells a skip from a failure.
            throw new InvalidOperationException("$XunitDynamicSkip$" + _missing);
        }
    }

    /// <summary>Moves the emulator's clock ahead.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        var milliseconds = ((long)by.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        using var answer = await _control.PostAsync(new Uri(milliseconds, UriKind.Relative), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        if (_process is { } process)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = AzuriteInstall.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] args = [
            "-r", "./clock.cjs", "node_modules/azurite/dist/src/azurite.js", "--inMemoryPersistence", "--skipApiVersionCheck", "--silent",
            "--disableTelemetry", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"
        ];
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["AZURITE_ACCOUNTS"] = $"guard:{_key}";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (found.Count < 4 && await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Announcement().Match(line) is { Success: true } match)
            {
                found[match.Groups[1].Value] = match.Groups[2].Value;
            }
        }

        if (found.Count < 4)
        {
            throw new InvalidOperationException("Azurite ended before it listened.");
        }

        _ = _process.StandardOutput.ReadToEndAsync();
        _control.BaseAddress = new Uri(found["Clock"]);
        _connection =
            $"DefaultEndpointsProtocol=http;AccountName=guard;AccountKey={_key};BlobEndpoint={found["Azurite Blob service"]}/guard;QueueEndpoint={found["Azurite Queue service"]}/guard;TableEndpoint={found["Azurite Table service"]}/guard;";
    }

    [GeneratedRegex(@"^(Clock|Azurite \w+ service) (?:is successfully listening|listens) at (http://\S+)$")]
    private static partial Regex Announcement();
}
