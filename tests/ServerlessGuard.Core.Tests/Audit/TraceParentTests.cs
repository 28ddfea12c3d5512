using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Tests.Audit;

public sealed class TraceParentTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Parent = "00f067aa0ba902b7";

    [Theory]
    [InlineData("00-" + Trace + "-" + Parent + "-01", true)]
    [InlineData("00-" + Trace + "-" + Parent + "-00", true)]
    [InlineData("cc-" + Trace + "-" + Parent + "-09", true)]
    [InlineData("cc-" + Trace + "-" + Parent + "-09-what-comes", true)]
    [InlineData("00-" + Trace + "-" + Parent + "-01-more", false)]
    [InlineData("cc-" + Trace + "-" + Parent + "-09.more", false)]
    [InlineData("ff-" + Trace + "-" + Parent + "-01", false)]
    [InlineData("00-00000000000000000000000000000000-" + Parent + "-01", false)]
    [InlineData("00-" + Trace + "-0000000000000000-01", false)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-" + Parent + "-01", false)]
    [InlineData("00-" + Trace + "-" + Parent + "-0", false)]
    [InlineData("00-" + Trace + "_" + Parent + "-01", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Reads_WhatW3CAllows(string? text, bool isOne) =>
        TraceParent.Parse(text).ShouldBe(isOne ? new TraceParent(Trace, Parent) : null);

    [Fact]
    public void CloudEvents_CarryIt_AndKeepIt()
    {
        var value = Read($$"""{"specversion":"1.0","id":"1","source":"/a","type":"t","traceparent":"00-{{Trace}}-{{Parent}}-01"}""");
        value.Trace.ShouldBe(new TraceParent(Trace, Parent));
        Read(Encoding.UTF8.GetString(GuardEventJson.Write(value).Span)).Trace.ShouldBe(value.Trace);

        Read("""{"specversion":"1.0","id":"1","source":"/a","type":"t","traceparent":"nonsense"}""").Trace.ShouldBeNull();
        Read("""{"specversion":"1.0","id":"1","source":"/a","type":"t","traceparent":7}""").Trace.ShouldBeNull();
    }

    private static GuardEvent Read(string json)
    {
        GuardEventJson.TryRead(JsonDocument.Parse(json).RootElement, DateTimeOffset.UnixEpoch, out var value, out var problem)
            .ShouldBeTrue(problem);
        return value!;
    }
}
