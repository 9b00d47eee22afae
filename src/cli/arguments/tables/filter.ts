import { defaultLinkType } from '../defaults.ts'
import { section } from '../option.ts'

export const filterOptions = {
  ...section('Filter', ['filter'], {
    language: {
      kind: 'text',
      value: 'LANGUAGE',
      choices: ['display', 'capture'],
      help: 'Language of the filter: Wireshark display filter or tcpdump capture filter',
      default: 'detected',
    },
  }),
  ...section('Filter', ['filter', 'edit'], {
    'link-type': {
      kind: 'text',
      value: 'NAME',
      help: 'Link type that the filter is compiled for, such as LINUX_SLL',
      default: defaultLinkType,
      differs: {
        edit: {
          help: 'Say that the packets are of this link type, such as ETHERNET; their bytes stay',
          default: 'that of the file',
          section: 'Changes',
        },
      },
    },
  }),
}
