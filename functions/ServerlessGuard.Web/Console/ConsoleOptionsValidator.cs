using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Console;

[OptionsValidator]
internal sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
