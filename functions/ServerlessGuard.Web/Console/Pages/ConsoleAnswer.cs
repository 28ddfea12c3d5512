using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>What a page's endpoint answers. Closed.</summary>
internal abstract record ConsoleAnswer
{
    private ConsoleAnswer()
    {
    }

    /// <param name="Title">The page's name, plain text.</param>
    /// <param name="Main">What stands between header and footer.</param>
    internal sealed record Page(string Title, Html Main) : ConsoleAnswer
    {
        public int Status { get; init; } = 200;

        /// <summary>Whether an open page asks again and takes over what changed.</summary>
        public bool IsLive { get; init; }
    }

    internal sealed record Redirect(ConsoleUrl To) : ConsoleAnswer;

    /// <param name="Name">The file's name for whoever saves it: letters, digits, dots and hyphens.</param>
    internal sealed record Download(ReadOnlyMemory<byte> Content, string Type, string Name) : ConsoleAnswer;

    /// <param name="What">What is wrong, in a sentence that repeats nothing that was sent.</param>
    internal sealed record Refusal(int Status, string What) : ConsoleAnswer;
}
