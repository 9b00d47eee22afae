/**
 * The completion script for bash: what onwire answers is taken as it is. That of yargs takes answers apart at blanks and quotes, and filters have both.
 * `=` and `:` are words of their own to bash, which replaces only what comes behind them, or behind an open quote.
 */
export const bashScript = `###-begin-onwire-completions-###
# For this shell: source <(onwire completion); for all: onwire completion >> ~/.bashrc
_onwire_completions()
{
    mapfile -t COMPREPLY < <(SHELL=bash ZSH_NAME= onwire --get-yargs-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2> /dev/null)
}
complete -o bashdefault -o default -F _onwire_completions onwire
###-end-onwire-completions-###
`

/** The shell that asks; for all but bash yargs has the script. */
export function shellOf({ SHELL = '', ZSH_NAME = '' }: NodeJS.ProcessEnv): 'bash' | 'zsh' | 'fish' {
  return /zsh/.test(SHELL + ZSH_NAME) ? 'zsh' : /fish/.test(SHELL) ? 'fish' : 'bash'
}
