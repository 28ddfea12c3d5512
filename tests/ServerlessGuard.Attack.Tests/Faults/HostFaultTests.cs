using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Faults;

/// <summary>A guard in a process of its own, with little of what the system gives.</summary>
public sealed class HostFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Idle connections beyond the process's descriptors end no process, and a caller is served once they are gone.</summary>
    [LongFact]
    public async Task ManyConnections_LeaveDescriptors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is Linux's.");
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpUnderAsync(folder.Path, ["bash", "-c", "ulimit -n 512; exec \"$@\"", "sh"]);
        guard.Error.ShouldContain("512 files");
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 800; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(guard.Url.Host, guard.Url.Port, Cancel);
            }
        }
        finally
        {
            idle.ForEach(static client => client.Dispose());
        }

        using var http = Client(guard);
        await Condition.HoldsAsync(async () => await StatusAsync(http, guard) == HttpStatusCode.OK, "an answer");
        (await guard.StopAsync()).ShouldBe(0);
    }

    /// <summary>Bodies of 10 MiB at once: some are told to come back, and the memory comes back to the system.</summary>
    [LongFact]
    public async Task LargeBodies_AreBounded_AndGiveTheirMemoryBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is read from /proc.");
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpUnderAsync(
            folder.Path, ["env", $"DOTNET_GCHeapHardLimit=0x{3L << 30:X}"]);
        using var http = Client(guard);
        (await StatusAsync(http, guard)).ShouldBe(HttpStatusCode.OK);
        var before = Resident(guard.Id, "VmRSS");
        var text = new string('x', 9 << 20);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => StatusAsync(http, guard, text)));
        statuses.ShouldAllBe(static status => status == HttpStatusCode.TooManyRequests || status == HttpStatusCode.OK);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses.ShouldContain(HttpStatusCode.OK);
        Resident(guard.Id, "VmHWM").ShouldBeLessThan(2L << 30);
        await Condition.HoldsAsync(
            () => Resident(guard.Id, "VmRSS") < before + (256L << 20), "the memory", () => Resident(guard.Id, "VmRSS") >> 20);
    }

    /// <summary>A full disk closes the guard and readiness says so; once there is room again, both open by themselves.</summary>
    [LongFact]
    public async Task AFullDisk_ClosesTheGuard_UntilThereIsRoom()
    {
        Assert.SkipUnless(await MountsAsync(), "A user namespace with a file system of its own cannot be made here.");
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "small");
        Directory.CreateDirectory(data);
        await using var guard = await GuardProcess.UpUnderAsync(
            folder.Path,
            ["unshare", "-rm", "bash", "-c", $"mount -t tmpfs -o size=24m,mode=700 none {data}; exec \"$@\"", "sh"], "--data", data);
        using var http = Client(guard);
        (await StatusAsync(http, guard)).ShouldBe(HttpStatusCode.OK);
        var filler = $"/proc/{guard.Id.ToString(CultureInfo.InvariantCulture)}/root{data}/filler";
        Fill(filler);

        await Condition.HoldsAsync(
            async () => await StatusAsync(http, guard) == HttpStatusCode.ServiceUnavailable && !await IsReadyAsync(http, guard),
            "the guard to close");
        File.Delete(filler);
        await Condition.HoldsAsync(
            async () => await IsReadyAsync(http, guard) && await StatusAsync(http, guard) == HttpStatusCode.OK, "the guard to open");
        (await guard.StopAsync()).ShouldBe(0);
    }

    /// <summary>While another process has the database locked, requests are refused and none waits for each of its writes.</summary>
    [LongFact]
    public async Task ALockedDatabase_Gives503()
    {
        using var folder = new TemporaryDirectory();
        await using var guard = await GuardProcess.UpAsync(folder.Path);
        using var http = Client(guard);
        (await StatusAsync(http, guard)).ShouldBe(HttpStatusCode.OK);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(folder.Path, ".guard", "guard.db")};Pooling=False"))
        {
            await other.OpenAsync(Cancel);
            await using var transaction = other.BeginTransaction(deferred: false);
            for (var i = 0; i < 3; i++)
            {
                (await StatusAsync(http, guard, $"Write to erika{i}@mailbox.org")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
        }

        await Condition.HoldsAsync(
            async () => await StatusAsync(http, guard, "Write to erika@mailbox.org") == HttpStatusCode.OK, "the database");
    }

    private static HttpClient Client(GuardProcess guard)
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, GuardProcess guard, string text = "Hello")
    {
        using var response = await http.PostAsJsonAsync(
            guard.Url + "chat/completions",
            new { model = GuardUp.Model, messages = new[] { new { role = "user", content = text } } },
            Cancel);
        return response.StatusCode;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, GuardProcess guard)
    {
        using var response = await http.GetAsync(new Uri(guard.Url, "/health/ready"), Cancel);
        return response.IsSuccessStatusCode;
    }

    /// <summary>In bytes.</summary>
    private static long Resident(int process, string name) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var block = new byte[64 * 1024]; block.Length > 0;)
        {
            try
            {
                file.Write(block);
            }
            catch (IOException)
            {
                block = new byte[block.Length / 2];
            }
        }
    }

    private static async Task<bool> MountsAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using var probe = Process.Start("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]);
            await probe.WaitForExitAsync(Cancel);
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
