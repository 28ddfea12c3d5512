using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>Findings have the right places in files of each kind, in each encoding, and the command the right exit code.</summary>
public sealed class InspectCommandTests : IDisposable
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>File name, content, and where the address stands: line and column.</summary>
    public static TheoryData<string, string, int, int> Places() => new()
    {
        { "a.txt", $"one\ntwo {Email}\n", 2, 5 },
        { "a.txt", $"Grüße 😀 an {Email}", 1, 13 },
        { "a.txt", $"\uFEFF{Email}", 1, 1 },
        { "a.txt", $"one\r\n\r\n{Email}\r\n", 3, 1 },
        { "a.jsonl", $$"""{"a":1}{{"\n"}}{"note":"to {{Email}}"}""", 2, 13 },
        { "a.jsonl", $$"""{"note":"x\n\u00fc {{Email}}"}""", 1, 20 },
        { "a.jsonl", $"no json, but {Email}", 1, 14 },
        { "pretty.json", $$"""{{{"\n"}}  "mail": "{{Email}}",{{"\n"}}  "n": 1{{"\n"}}}""", 2, 12 },
        { "pretty", $$"""[{{"\n"}} "a", "{{Email}}"{{"\n"}}]""", 2, 8 },
        { "n.ipynb", $$"""{"cells": [{"source": ["one\n",{{"\n"}}  "{{Email}}\n"]}]}""", 2, 4 },
        { "a.csv", $"name;mail\n\"x;\"\"y\";{Email}\n", 2, 9 },
        { "a.csv", $"name,mail\n1,\"\"\"{Email}\"\"\"\n", 2, 6 },
        { "a.tsv", $"name\tmail\nx\t{Email}\n", 2, 3 },
        { "a.eml", $"Subject: hello\nMIME-Version: 1.0\nContent-Type: text/plain\n\nWrite to {Email}.\n", 5, 10 },
        {
            "a.eml",
            $"Subject: hello\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe an {Email.Replace("@", "=40", StringComparison.Ordinal)[..14]}=\n{Email.Replace("@", "=40", StringComparison.Ordinal)[14..]}.\n",
            6, 20
        },
        {
            "a.eml",
            $"Subject: hello\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes($"ab {Email} xyz"))}\n",
            6, 5
        },
        {
            "a.eml",
            $"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Email))}?=\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n",
            1, 10
        },
        {
            "a.eml",
            $"Subject: hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--x\nContent-Type: text/plain\n\n{Email}\n--x--\n",
            13, 1
        },
    };

    public static TheoryData<string> Encodings() => new("utf-8", "utf-16", "utf-16BE", "utf-32", "utf-16 without mark", "iso-8859-1", "gzip");

    [Theory]
    [MemberData(nameof(Places))]
    public async Task SaysWhere_AndNeverWhat(string name, string content, int line, int column)
    {
        Write(name, Encoding.UTF8.GetBytes(content));

        var run = await CommandRun.InAsync(_folder.Path, "inspect", name, "--json");

        run.Code.ShouldBe(1, run.Error);
        var found = JsonElement.Parse(run.Out).GetProperty("findings").EnumerateArray()
            .Single(static one => one.GetProperty("kind").GetString() == "email");
        (found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32()).ShouldBe((line, column));
        found.GetProperty("path").GetString().ShouldBe(name);
        found.GetProperty("rule").GetString()!.ShouldStartWith("SG-PII-");
        found.GetProperty("score").GetDouble().ShouldBeInRange(0.5, 1);
        (run.Out + run.Error).ShouldNotContain("erika");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Reads_EveryEncoding(string encoding)
    {
        Write("a.txt", Encode($"Grüße\nan {Email}\n", encoding));

        var run = await CommandRun.InAsync(_folder.Path, "inspect", ".");

        run.Code.ShouldBe(1, run.Error);
        run.Out.ShouldContain("a.txt:2:4: email (SG-PII-");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Redact_KeepsTheEncoding_AndRestoreGivesTheSameText(string encoding)
    {
        var original = Encode($"Grüße\nan {Email}\n", encoding);
        Write("a.txt", original);

        (await CommandRun.InAsync(_folder.Path, "redact", "a.txt", "--action", "tokenise", "-o", "b.txt")).Code.ShouldBe(0);
        Decode(Read("b.txt"), encoding).ShouldStartWith("Grüße\nan [EMAIL_");
        (await CommandRun.InAsync(_folder.Path, "restore", "b.txt", "-o", "c.txt")).Code.ShouldBe(0);

        if (encoding == "gzip")
        {
            Decode(Read("c.txt"), encoding).ShouldBe(Decode(original, encoding));
        }
        else
        {
            Read("c.txt").ShouldBe(original);
        }
    }

    /// <summary>A file that cannot be read is neither clean nor skipped, alone or in a folder.</summary>
    [Theory]
    [InlineData("clean.txt", 0)]
    [InlineData("found.txt", 1)]
    [InlineData("binary.bin", 2)]
    [InlineData("missing.txt", 2)]
    [InlineData("in/clean", 0)]
    [InlineData("in/found", 1)]
    [InlineData("in/binary", 2)]
    [InlineData("in/both", 2)]
    public async Task ExitCode_SaysWhetherItIsClean(string path, int code)
    {
        foreach (var folder in new[] { "", "in/clean/", "in/found/", "in/binary/", "in/both/" })
        {
            Write(folder + "clean.txt", "hello"u8.ToArray());
            if (folder is "" or "in/found/" or "in/both/")
            {
                Write(folder + "found.txt", Encoding.UTF8.GetBytes(Email));
            }

            if (folder is "" or "in/binary/" or "in/both/")
            {
                Write(folder + "binary.bin", [1, 0, 2, 0, 0xC3]);
            }
        }

        var run = await CommandRun.InAsync(_folder.Path, "inspect", path);

        run.Code.ShouldBe(code, run.Out + run.Error);
        (await CommandRun.InAsync(_folder.Path, "inspect", path, "--fail-on-findings")).Code.ShouldBe(code);
        (run.Error.Length > 0).ShouldBe(code == 2);
    }

    [Fact]
    public async Task Exclude_LeavesOut()
    {
        Write("in/a.txt", Encoding.UTF8.GetBytes(Email));
        Write("in/deep/b.bin", [1, 0, 2, 0]);
        Write("in/deep/er/c.txt", Encoding.UTF8.GetBytes(Email));

        (await CommandRun.InAsync(_folder.Path, "inspect", "in", "--exclude", "*.bin", "--exclude", "deep/er/*")).Out
            .ShouldContain("in/a.txt:1:1");
        (await CommandRun.InAsync(_folder.Path, "inspect", "in", "--exclude", "a.txt", "--exclude", "deep")).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "inspect", "in", "--exclude", "**/*.txt", "--exclude", "*.bin")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Kinds_AndThreshold_SayWhatCounts()
    {
        Write("a.txt", Encoding.UTF8.GetBytes($"{Email} and {Secret}"));

        (await KindsAsync("--kinds", "email")).ShouldBe(["email"]);
        (await KindsAsync("--kinds", "secret")).ShouldBe(["github-token"]);
        (await KindsAsync("--kinds", "email,github-token")).ShouldBe(["email", "github-token"]);
        (await KindsAsync("--kinds", "iban")).ShouldBeEmpty();
        (await KindsAsync("--threshold", "1")).Length.ShouldBeLessThan(2);
        (await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--kinds", "e-mail")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--threshold", "2")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "redact", "a.txt", "--kinds", "email")).Out.ShouldBe($"[email] and {Secret}");
    }

    [Fact]
    public async Task Baseline_HidesWhatIsKnown_EvenWhenItMoved()
    {
        Write("a.txt", Encoding.UTF8.GetBytes($"{Email}\n{Secret}\n"));
        Write("known.json", Encoding.UTF8.GetBytes((await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--json")).Out));

        (await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--baseline", "known.json")).Code.ShouldBe(0);

        Write("a.txt", Encoding.UTF8.GetBytes($"new line\n{Email}\n{Secret}\nand jonas.weber@mailbox.org\n"));
        var run = await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--baseline", "known.json");
        run.Code.ShouldBe(1);
        run.Out.ShouldContain("1 found");
        (await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--baseline", "a.txt")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "inspect", "a.txt", "--baseline", "none.json")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Sarif_HoldsTheSame()
    {
        Write("a b.txt", Encoding.UTF8.GetBytes($"one\ntwo {Email}\nkey {Secret}\n"));
        Write("b.bin", [1, 0, 2, 0]);

        var run = await CommandRun.InAsync(_folder.Path, "inspect", ".", "--sarif");

        run.Code.ShouldBe(2);
        run.Out.ShouldNotContain("erika");
        var log = JsonElement.Parse(run.Out);
        log.GetProperty("version").GetString().ShouldBe("2.1.0");
        var only = log.GetProperty("runs")[0];
        var rules = only.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in only.GetProperty("results").EnumerateArray())
        {
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
                .ShouldBe(result.GetProperty("ruleId").GetString());
        }

        var place = only.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("a%20b.txt");
        place.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(2);
        place.GetProperty("region").GetProperty("startColumn").GetInt32().ShouldBe(5);
        place.GetProperty("region").GetProperty("endColumn").GetInt32().ShouldBe(5 + Email.Length);
        var invocation = only.GetProperty("invocations")[0];
        invocation.GetProperty("executionSuccessful").GetBoolean().ShouldBeFalse();
        invocation.GetProperty("toolExecutionNotifications").GetArrayLength().ShouldBe(1);
    }

    /// <summary>A finding of one cell never takes its neighbour along, nor one of a line the next line.</summary>
    [Fact]
    public async Task Cells_AreTextsOfTheirOwn()
    {
        Write("a.csv", Encoding.UTF8.GetBytes("iban,amount\nDE89 3704 0044 0532 0130 00,1234567\n"));

        var found = JsonElement.Parse((await CommandRun.InAsync(_folder.Path, "inspect", "a.csv", "--kinds", "iban", "--json")).Out)
            .GetProperty("findings").EnumerateArray().Single();

        (found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32()).ShouldBe((2, 1));
        found.GetProperty("endColumn").GetInt32().ShouldBe("DE89 3704 0044 0532 0130 00".Length + 1);
    }

    private async Task<string[]> KindsAsync(params string[] options)
    {
        var run = await CommandRun.InAsync(_folder.Path, ["inspect", "a.txt", "--json", .. options]);
        return [.. JsonElement.Parse(run.Out).GetProperty("counts").EnumerateObject().Select(static count => count.Name)];
    }

    private static byte[] Encode(string text, string encoding)
    {
        if (encoding == "gzip")
        {
            using var output = new MemoryStream();
            using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            {
                gzip.Write(Encoding.UTF8.GetBytes(text));
            }

            return output.ToArray();
        }

        var known = EncodingOf(encoding);
        return encoding is "utf-8" or "iso-8859-1" or "utf-16 without mark"
            ? known.GetBytes(text)
            : [.. known.GetPreamble(), .. known.GetBytes(text)];
    }

    private static string Decode(byte[] bytes, string encoding)
    {
        if (encoding == "gzip")
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.UTF8);
            return reader.ReadToEnd();
        }

        return EncodingOf(encoding).GetString(bytes).TrimStart('\uFEFF');
    }

    private static Encoding EncodingOf(string encoding) => Encoding.GetEncoding(encoding.Split(' ')[0]);

    private void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(_folder.Path, name));
}
