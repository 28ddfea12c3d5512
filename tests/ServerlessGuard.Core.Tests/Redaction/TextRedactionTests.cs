using System.Text;
using System.Text.Json;
using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class TextRedactionTests
{
    [Fact]
    public async Task Keeps_EveryByteAroundFindings_InvalidOnesToo()
    {
        byte[] input = [0xEF, 0xBB, 0xBF, .. "a joe@example.com\r\n"u8, 0xFF, 0x80, 0xC3, .. "b\r"u8, 0xE2, 0x82, .. "€\n"u8, 0xF0, 0x9F];
        var (output, summary) = await RunAsync(input, new TextOptions());
        output.ShouldBe([0xEF, 0xBB, 0xBF, .. "a [email]\r\n"u8, 0xFF, 0x80, 0xC3, .. "b\r"u8, 0xE2, 0x82, .. "€\n"u8, 0xF0, 0x9F]);
        summary.Counts.ShouldBe(new Dictionary<string, long> { ["email"] = 1 });
        (summary.BytesRead, summary.BytesWritten).ShouldBe((input.Length, output.Length));
    }

    [Fact]
    public void Decodes_AndEncodes_AnyBytes_WithoutLoss() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            var chars = new char[bytes.Length];
            LosslessUtf8.Decode(bytes, chars, isLast: true, out var read, out var written);
            read.ShouldBe(bytes.Length);
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            LosslessUtf8.Encode(new StringBuilder().Append(chars, 0, written), output);
            output.WrittenSpan.ToArray().ShouldBe(bytes);
        }, iter: 20_000);

    [Fact]
    public async Task Finds_AcrossBlocks_AndRestoresTheFile()
    {
        var text = string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $"line {i} é joe{i % 700}@example.com 😀{new string('w', i % 60)}\n"));
        var session = Sample.Session();
        var (redacted, summary) = await RunAsync(Encoding.UTF8.GetBytes(text), new TextOptions(), GuardAction.Tokenise, session);
        summary.Counts["email"].ShouldBe(20_000);
        Encoding.UTF8.GetString(redacted).ShouldNotContain("@example");
        using var restored = new MemoryStream();
        var back = await TextRestoration.RunAsync(
            new MemoryStream(redacted), restored, session, new TextOptions(), RestoreMode.Everywhere,
            TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(restored.ToArray()).ShouldBe(text);
        back.Counts["email"].ShouldBe(20_000);
    }

    [Fact]
    public async Task Redacts_StringsNamesAndNumbers_OfJsonLines_AndKeepsEveryOtherByte()
    {
        const string Input = """
            {"messages":[{"role":"user","content":"I am \"joe\u0040example.com\"\n"}, {"n": 123456789 , "joe@example.com":true}]}

              [ "joe@example.com" , 1.50 ]

            """;
        var (output, summary) = await RunAsync(Encoding.UTF8.GetBytes(Input), new TextOptions { Form = TextForm.JsonLines });
        Encoding.UTF8.GetString(output).ShouldBe(Input.Replace(@"joe\u0040example.com", "[email]", StringComparison.Ordinal)
            .Replace("joe@example.com", "[email]", StringComparison.Ordinal));
        summary.Counts["email"].ShouldBe(3);
        summary.InvalidLineCount.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_TheFieldsName_AsContext()
    {
        var (output, _) = await RunAsync(
            """{"badge":"12345","total":"12345","password":"hunter22"}"""u8.ToArray(), new TextOptions { Form = TextForm.JsonLines });
        Encoding.UTF8.GetString(output).ShouldBe("""{"badge":"[badge]","total":"12345","password":"[password]"}""");
    }

    [Theory]
    [InlineData(InvalidLines.AsText, "{\"a\":\"x\"}\r\n{\"b\": [email]\r\n\"\\ud800 [email]\"\n")]
    [InlineData(InvalidLines.Drop, "{\"a\":\"x\"}\r\n\"\\ud800 [email]\"\n")]
    public async Task Handles_InvalidLines_AsAsked(InvalidLines handling, string expected)
    {
        var input = "{\"a\":\"x\"}\r\n{\"b\": joe@example.com\r\n\"\\ud800 joe@example.com\"\n"u8.ToArray();
        var (output, summary) = await RunAsync(input, new TextOptions { Form = TextForm.JsonLines, InvalidLines = handling });
        Encoding.UTF8.GetString(output).ShouldBe(expected);
        summary.InvalidLineNumbers.ShouldBe([2L]);
    }

    [Fact]
    public async Task Fails_AtAnInvalidLine_WhenAsked() =>
        (await Should.ThrowAsync<InvalidDataException>(async () => await RunAsync(
            "{}\n{\n"u8.ToArray(), new TextOptions { Form = TextForm.JsonLines, InvalidLines = InvalidLines.Fail })))
            .Message.ShouldBe("Line 2 is not valid JSON.");

    [Fact]
    public async Task Streams_ALineTooLongForJson_AsText()
    {
        var filler = string.Concat(Enumerable.Repeat("some words ", 900_000));
        var input = Encoding.UTF8.GetBytes("{}\n{\"a\":\"" + filler + "joe@example.com\"}\n{\"b\":\"joe@example.com\"}");
        var (output, summary) = await RunAsync(input, new TextOptions { Form = TextForm.JsonLines });
        Encoding.UTF8.GetString(output).ShouldBe("{}\n{\"a\":\"" + filler + "[email]\"}\n{\"b\":\"[email]\"}");
        summary.InvalidLineNumbers.ShouldBe([2L]);
    }

    [Fact]
    public async Task Restores_JsonLines_WithOriginalsEscaped()
    {
        var session = Sample.Session();
        var input = "{\"password\":\"ab\\\"c\\\\d\",\"x\":\"\\u00e9 joe@example.com\"}\n"u8.ToArray();
        var (redacted, _) = await RunAsync(input, new TextOptions { Form = TextForm.JsonLines }, GuardAction.Tokenise, session);
        Encoding.UTF8.GetString(redacted).ShouldNotContain("joe");
        using var restored = new MemoryStream();
        await TextRestoration.RunAsync(
            new MemoryStream(redacted), restored, session, new TextOptions { Form = TextForm.JsonLines }, RestoreMode.Everywhere,
            TestContext.Current.CancellationToken);
        restored.ToArray().ShouldBe(input);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_Utf16_WhoseTextNoRuleWouldSee(bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        byte[] input = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("joe@example.com")];
        await Should.ThrowAsync<InvalidDataException>(async () => await RunAsync(input, new TextOptions()));
    }

    [Fact]
    public async Task Reports_Progress_UpToTheWholeFile()
    {
        var seen = new List<long>();
        await RunAsync(new byte[600_000].Select(_ => (byte)'w').ToArray(), new TextOptions { Progress = seen.Add });
        seen.ShouldBeInOrder();
        seen[^1].ShouldBe(600_000);
    }

    private static async Task<(byte[] Output, TextSummary Summary)> RunAsync(
        byte[] input, TextOptions options, GuardAction action = GuardAction.Mask, TokenSession? session = null)
    {
        using var output = new MemoryStream();
        var summary = await TextRedaction.RunAsync(
            new MemoryStream(input), output, Sample.Redactor, Sample.All(action), session ?? Sample.Session(), options,
            TestContext.Current.CancellationToken);
        return (output.ToArray(), summary);
    }
}
