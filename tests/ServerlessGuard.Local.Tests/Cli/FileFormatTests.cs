using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MimeKit;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Cli;

/// <summary>Files that have a format keep it: what redaction writes parses again, and restoring it gives the same bytes.</summary>
public sealed class FileFormatTests : IDisposable
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Headers = "From: Erika <erika.mustermann@mailbox.org>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n";
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>File name and content.</summary>
    public static TheoryData<string, string> Files() => new()
    {
        { "pretty.json", $$"""{{{"\n"}}  "mail" : "{{Email}}",{{"\n"}}  "note": "a\n{{Email}} \"b\"",{{"\n"}}  "n": [1, 2.50, null]{{"\n"}}}{{"\n"}}""" },
        { "one-line.json", $$"""{"mail":"{{Email}}"}""" },
        { "crlf.json", $"[\r\n\t\"{Email}\"\r\n]\r\n" },
        { "n.ipynb", $$"""{{{"\n"}} "cells": [{{"\n"}}  {"cell_type": "code", "source": ["mail = '{{Email}}'\n", "x"]}{{"\n"}} ]{{"\n"}}}{{"\n"}}""" },
        { "comma.csv", $"name,mail,note\n\"Doe, \"\"Jane\"\"\",{Email},\"says \"\"hi\"\" to {Email}\"\n" },
        { "semicolon.csv", $"name;mail\r\nx;{Email}\r\n\r\n;\r\n" },
        { "tab.tsv", $"mail\tname\n{Email}\t\"two\nlines\"\n" },
        { "mark.csv", $"\uFEFFmail\n{Email}" },
        { "plain.eml", $"{Headers}Content-Type: text/plain\r\n\r\nWrite to {Email}.\r\n" },
        {
            "quoted.eml",
            $"{Headers}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe an {Email}, 1=3D1 and a long line =\r\nthat goes on.\r\n"
        },
        {
            "latin.eml",
            $"{Headers}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe an {Email}.\r\n"
        },
        { "base64.eml", $"{Headers}Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{Wrapped(76, "\r\n")}\r\n" },
        { "narrow.eml", $"{Headers}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Wrapped(40, "\n")}\n\n" },
        {
            "multipart.eml",
            $"{Headers}Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\nfor old readers\r\n--b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\nContent-Type: text/plain\r\n\r\n{Email}\r\n--b2\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{Wrapped(76, "\r\n")}\r\n--b2--\r\n--b1\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b1--\r\n"
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Tokenise_KeepsTheFormat_AndRestoreGivesTheSameBytes(string name, string content)
    {
        var original = Encoding.UTF8.GetBytes(content);
        File.WriteAllBytes(PathOf(name), original);

        var run = await CommandRun.InAsync(_folder.Path, "redact", name, "--action", "tokenise", "-o", "b-" + name);

        run.Code.ShouldBe(0, run.Error);
        var redacted = File.ReadAllBytes(PathOf("b-" + name));
        var texts = TextsOf(name, redacted);
        string.Concat(texts).ShouldContain("[EMAIL_");
        string.Concat(texts).ShouldNotContain("mustermann");
        texts.Count.ShouldBe(TextsOf(name, original).Count);
        (await CommandRun.InAsync(_folder.Path, "inspect", "b-" + name, "--kinds", "email")).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "restore", "b-" + name, "-o", "c-" + name)).Code.ShouldBe(0);
        File.ReadAllBytes(PathOf("c-" + name)).ShouldBe(original);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Mask_ChangesNothingElse(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);

        var run = await CommandRun.InAsync(_folder.Path, "redact", name, "-o", "b-" + name);

        run.Code.ShouldBe(0, run.Error);
        string.Concat(TextsOf(name, File.ReadAllBytes(PathOf("b-" + name))))
            .ShouldBe(string.Concat(TextsOf(name, File.ReadAllBytes(PathOf(name)))).Replace(Email, "[email]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gzip_OfATable_IsATableAgain()
    {
        using (var gzip = new GZipStream(File.Create(PathOf("a.csv.gz")), CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"mail,n\n{Email},1\n"));
        }

        (await CommandRun.InAsync(_folder.Path, "redact", "a.csv.gz", "-o", "b.csv.gz")).Code.ShouldBe(0);

        using var reader = new StreamReader(new GZipStream(File.OpenRead(PathOf("b.csv.gz")), CompressionMode.Decompress));
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("mail,n\n[email],1\n");
    }

    /// <summary>A value that its token could not give back to the byte is refused, and can be masked.</summary>
    [Theory]
    [InlineData("quoted-printable", "erika.muster=\r\nmann@mailbox.org")]
    [InlineData("quoted-printable", "erika.mustermann=40mailbox.org")]
    [InlineData("base64", "d3JpdGUgdG8gZXJpa2EubXVzdGVy\r\nbWFubkBtYWlsYm94Lm9yZw==\r\n\r\n\r\nICA=")]
    public async Task Tokenise_RefusesWhatCouldNotBeGivenBack(string encoding, string body)
    {
        var content = $"{Headers}Content-Type: text/plain\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"
            .Replace("erika.mustermann@mailbox.org>", "x>", StringComparison.Ordinal);
        File.WriteAllText(PathOf("a.eml"), content);

        var run = await CommandRun.InAsync(_folder.Path, "redact", "a.eml", "--action", "tokenise", "-o", "b.eml");

        run.Code.ShouldBe(1);
        File.Exists(PathOf("b.eml")).ShouldBeFalse();
        (await CommandRun.InAsync(_folder.Path, "redact", "a.eml", "-o", "b.eml")).Code.ShouldBe(0);
        string.Concat(TextsOf("a.eml", File.ReadAllBytes(PathOf("b.eml")))).ShouldContain("[email]");
    }

    [Fact]
    public async Task ADocumentThatIsNone_IsReadAsText()
    {
        File.WriteAllText(PathOf("a.json"), $"{{ no json: {Email}");

        var run = await CommandRun.InAsync(_folder.Path, "redact", "a.json", "-o", "b.json");

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("not JSON");
        File.ReadAllText(PathOf("b.json")).ShouldBe("{ no json: [email]");
    }

    /// <summary>The texts that a reader of the format gets.</summary>
    private static List<string> TextsOf(string name, byte[] bytes)
    {
        switch (Path.GetExtension(name))
        {
            case ".json" or ".ipynb":
                using (var document = JsonDocument.Parse(bytes))
                {
                    return [.. Strings(document.RootElement)];
                }

            case ".eml":
                using (var message = MimeMessage.Load(new MemoryStream(bytes)))
                {
                    return
                    [
                        message.Subject ?? "", message.Headers["From"] ?? "",
                        .. message.BodyParts.Select(static part => part is TextPart text ? text.Text : part.ContentType.MimeType),
                    ];
                }

            default:
                return [.. Encoding.UTF8.GetString(bytes).Split(',', ';', '\t', '\n')];
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member => Strings(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [element.GetRawText()],
    };

    private static string Wrapped(int width, string newLine) => string.Join(
        newLine,
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"<p>Grüße an {Email}, and a few more words to fill another line.</p>"))
            .Chunk(width)
            .Select(static line => new string(line)));

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
